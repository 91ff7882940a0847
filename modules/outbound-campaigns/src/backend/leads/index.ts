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
export { calledBy, personOn, personsOf, shownLead, type StoredLead } from './lead'
export { type ScoringOf } from './routes'
export { type QualifiedReaction } from './said-qualified'
export { Leads, type UpsertResult } from './leads'
export { type LastActivities, type LeadSequence, type SequenceMembers } from './lists'
export {
  givenLeadSchema,
  LEAD_ACTS,
  leadFilterSchema,
  leadSchema,
  qualificationShownSchema,
  type Lead,
  type LeadFilter,
  type LeadInput,
  type LeadScoring,
  type QualificationShown
} from './schema'
export { findHolders, leadsByIds, leadsByPersons, markQualified, setPoints } from './store'
export { totalInSql, totalOf } from './total'
export { cutOut, isBefore, type Before, type TimelineEntry, type TimelineSource } from './timeline/source'
