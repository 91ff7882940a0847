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
return tell('enroll', () =>
  Object.assign({ sequence: sequence() }, args.dealId ? { deal_id: String(args.dealId) } : {})
)
