/**
 * Says that the person of this conversation has agreed to meet. Sequences that are set so stand still.
 * What came of it is in temp.outbound_result: ok, and error or the answer.
 *
 * @title Mark meeting booked
 * @category Outbound Campaigns
 * @param {string} [phoneNumber] - Only where the conversation is not on WhatsApp
 * @param {string} [email] - The person's e-mail address, if the flow knows it
 */
return tell('meeting-booked', () => ({ event_id: String(event.id) }))
