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
return tell('stop', () =>
  Object.assign(
    args.sequence ? { sequence: sequence() } : {},
    args.reason ? { reason: String(args.reason) } : {}
  )
)
