/**
 * Writes down what the person of this conversation said: first_name, company, score, … or a custom field.
 * What came of it is in temp.outbound_result: ok, and error or the answer.
 *
 * @title Set a lead field
 * @category Outbound Campaigns
 * @param {string} field - The field's name
 * @param {string} value - What it holds from now on. Left empty, nothing
 * @param {string} [phoneNumber] - Only where the conversation is not on WhatsApp
 * @param {string} [email] - The person's e-mail address, if the flow knows it
 */
// Never throws into the flow: what came of it is in temp.outbound_result.
const tell = async () => {
  try {
    const axios = require('axios')
    const config = await bp.http.getAxiosConfigForBot(event.botId, { localUrl: true })
    const about = { channel: event.channel, thread_id: event.threadId || undefined }
    const body = Object.assign(about, person(), {
      field: String(args.field),
      value: args.value === undefined || args.value === '' ? null : args.value
    })
    const answer = await axios.post(
      '/mod/outbound-campaigns/bot/set-field',
      body,
      Object.assign({ timeout: 4000 }, config)
    )
    temp.outbound_result = Object.assign({ ok: true }, answer.data)
  } catch (err) {
    const problem = (err.response && err.response.data) || {}
    temp.outbound_result = { ok: false, error: problem.detail || err.message }
  }
}

// Only needed where the conversation is not on WhatsApp.
const person = () => {
  const known = {}
  if (args.phoneNumber) known.phone_number = String(args.phoneNumber)
  if (args.email) known.email = String(args.email)
  return known
}

return tell()
