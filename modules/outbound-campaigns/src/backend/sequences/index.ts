/** What other capabilities and the entry use of sequences. */
export { createSequences, type SequencesCapability, type SequencesContext } from './capability'
export { channelOf, OWNER_TYPES, ownersOf } from './delivery/owners'
export {
  ENROLL_RESULTS,
  type Enrolled,
  type EnrollOptions,
  type EnrollResult,
  type LeadRef
} from './enrollments/enroll'
export { type DueSteps } from './enrollments/execute'
export { QualifiedPlaces, type QualifiedLead } from './enrollments/qualified'
export { ENROLLMENT_STATUSES, type EnrollmentStatus } from './engine/standing'
export { NurturingSequences } from './nurturing'
export { type StoredSequence } from './templates/store'
export {
  enrolledBeyond,
  enrollmentsOfLeads,
  lastEnrolled,
  leadsOfMessages,
  messagesOfLeads,
  movedSince,
  sequenceNames,
  stepsThatWrite,
  type StepOnTheWay
} from './facts'
export { dueStanding, type DueStanding } from './standing'
