/** What other capabilities use of leads. */
export { addressBook } from './address-book'
export { newLead } from './change'
export { joinedLead, toJoinedLead } from './columns'
export { consentOf } from './consent'
export { createLeads, type LeadsCapability, type LeadsContext } from './capability'
export { type CreatedReaction } from './created'
export { customFieldsOf } from './custom-fields'
export { filterLeads, type LeadChoice } from './filter'
export { type ForgetReaction } from './forget'
export { givenLead, type GivenLead } from './given'
export { calledBy, personOn, personsOf, type StoredLead } from './lead'
export { Leads, type UpsertResult } from './leads'
export { type LeadSequence, type SequenceMembers } from './lists'
export {
  givenLeadSchema,
  leadFilterSchema,
  leadSchema,
  type Lead,
  type LeadFilter,
  type LeadInput
} from './schema'
export { addPoints, findHolders, leadsByIds, leadsByPersons, qualifyLeads } from './store'
export { cutOut, isBefore, type Before, type TimelineEntry, type TimelineSource } from './timeline/source'
