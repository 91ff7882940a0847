/**
 * Takes the person of this conversation out of a sequence, or of all that they are in.
 * What came of it is in temp.outbound_result: ok, and error or the answer.
 *
 * @title Stop sequences
 * @category Outbound Campaigns
 * @param {string} [sequence] - The sequence's name or id. Left empty, all
 * @param {string} [reason] - Shown where the person stands
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
      args.sequence ? { sequence: sequence() } : {},
      args.reason ? { reason: String(args.reason) } : {}
    )
    const answer = await axios.post(
      '/mod/outbound-campaigns/bot/stop',
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
