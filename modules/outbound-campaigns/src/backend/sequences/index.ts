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
export { engagementScore } from './enrollments/reactions'
export { scoreOf } from './engine/checks'
export { ENROLLMENT_STATUSES, type EnrollmentStatus } from './engine/standing'
