/**
 * Sends the person of this conversation one WhatsApp template, once for each message of theirs.
 * What came of it is in temp.outbound_result: ok, and error or the answer.
 *
 * @title Send a template
 * @category Outbound Campaigns
 * @param {string} templateId - The template's name
 * @param {string} language - Its language, such as es_MX
 * @param {string} [variables] - The body's values: a list or an object as JSON, or one value as it is
 * @param {string} [phoneNumber] - Only where the conversation is not on WhatsApp
 * @param {string} [email] - The person's e-mail address, if the flow knows it
 */
return tell('send-template', () => ({
  template_id: String(args.templateId || ''),
  language: String(args.language || ''),
  variables: variables(),
  // An event that is worked off twice sends nothing twice.
  idempotency_key: `event ${event.id} ${args.templateId}`.slice(0, 200)
}))

// As the flow editor gives it, which is text, or as a flow has it.
function variables() {
  const given = args.variables
  if (given === undefined || given === null || given === '') return []
  let value = given
  if (typeof given === 'string') {
    try {
      value = JSON.parse(given)
    } catch (err) {
      return [given]
    }
  }
  if (Array.isArray(value)) return value.map(String)
  if (typeof value !== 'object' || value === null) return [String(given)]
  return Object.keys(value).reduce((all, name) => Object.assign(all, { [name]: String(value[name]) }), {})
}
