// What every action shares. The build puts it under each of them: Botpress runs an action's file as the body of a
// function, from which it can require nothing of ours.

// Asks the module for what this action does. Never throws into the flow: what came of it is in temp.outbound_result.
async function tell(what, said) {
  try {
    const axios = require('axios')
    const config = await bp.http.getAxiosConfigForBot(event.botId, { localUrl: true })
    const about = { channel: event.channel, thread_id: event.threadId || undefined }
    const answer = await axios.post(
      `/mod/outbound-campaigns/bot/${what}`,
      Object.assign(about, person(), said()),
      Object.assign({ timeout: 4000 }, config)
    )
    temp.outbound_result = Object.assign({ ok: true }, answer.data)
  } catch (err) {
    const problem = (err.response && err.response.data) || {}
    temp.outbound_result = { ok: false, error: problem.detail || err.message }
  }
}

// Only needed where the conversation is not on WhatsApp.
function person() {
  const known = {}
  if (args.phoneNumber) known.phone_number = String(args.phoneNumber)
  if (args.email) known.email = String(args.email)
  return known
}

// Which sequence is meant: an id, or a name.
function sequence() {
  return /^\d+$/.test(String(args.sequence)) ? Number(args.sequence) : String(args.sequence || '')
}
