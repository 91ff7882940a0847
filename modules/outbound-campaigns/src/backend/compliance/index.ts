/** Who must not be written to, and why. */
export { createCompliance, type ComplianceCapability, type ComplianceContext } from './capability'
export { forgetPersons, forgottenAmong, keptOptOuts, restoreSuppressions } from './forgotten'
export { coverAddresses, optBackIn, optOut, type AddressBook } from './opt-outs'
export { stopWordObeyed, type StopWordObeyed } from './stop-word-obeyed'
export { obeyWords } from './stop-words'
export { personSuppressed } from './suppressed'
export {
  suppress,
  suppressByProvider,
  suppressedAmong,
  type Suppression,
  type SuppressionSource
} from './suppressions'
export { DEFAULT_OPT_IN_WORDS, DEFAULT_OPT_OUT_WORDS, wordsSchema, type Words } from './words'
export { type LinkFor } from './unsubscribe/links'
export { type Cap, type Held } from './guard/schema'
export { type Guarded } from './guard/shown'
