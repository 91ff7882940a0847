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
return tell('set-field', () => ({
  field: String(args.field),
  value: args.value === undefined || args.value === '' ? null : args.value
}))
