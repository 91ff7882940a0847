/**
 * Puts the person of this conversation into a sequence; whoever is no lead yet becomes one.
 * What came of it is in temp.outbound_result: ok, and error or the answer.
 *
 * @title Enroll in a sequence
 * @category Outbound Campaigns
 * @param {string} sequence - The sequence's name or id
 * @param {string} [dealId] - What it is about, for reports
 * @param {string} [phoneNumber] - Only where the conversation is not on WhatsApp
 * @param {string} [email] - The person's e-mail address, if the flow knows it
 */
// Never throws into the flow: what came of it is in temp.outbound_result.
const tell = async () => {
  try {
    const axios = require('axios')
    const config = await bp.http.getAxiosConfigForBot(event.botId, { localUrl: true })
    const about = { channel: event.channel, thread_id: event.threadId || undefined }
    const body = Object.assign(
      about,
      person(),
      { sequence: sequence() },
      args.dealId ? { deal_id: String(args.dealId) } : {}
    )
    const answer = await axios.post(
      '/mod/outbound-campaigns/bot/enroll',
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

// An id, or a name.
const sequence = () =>
  /^\d+$/.test(String(args.sequence)) ? Number(args.sequence) : String(args.sequence || '')

return tell()
