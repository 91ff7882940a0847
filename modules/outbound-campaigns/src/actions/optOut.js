/**
 * The person of this conversation wants to hear nothing any more. The bot may still answer them.
 * What came of it is in temp.outbound_result: ok, and error or the answer.
 *
 * @title Opt out
 * @category Outbound Campaigns
 * @param {boolean} [onlyWhatsApp=false] - Mails may go on
 * @param {string} [phoneNumber] - Only where the conversation is not on WhatsApp
 * @param {string} [email] - The person's e-mail address, if the flow knows it
 */
return tell('opt-out', () => ({
  everything: !(args.onlyWhatsApp === true || args.onlyWhatsApp === 'true')
}))
