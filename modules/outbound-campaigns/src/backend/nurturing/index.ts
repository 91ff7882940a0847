/** What other capabilities and the entry use of nurturing. */
export { createNurturing, type NurturingCapability, type NurturingContext } from './capability'
