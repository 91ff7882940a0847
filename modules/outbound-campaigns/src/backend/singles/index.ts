/** Messages that belong to no campaign and no sequence. */
export { contextOfSingle } from './answer-context'
export { createSingles, type SinglesCapability, type SinglesContext } from './capability'
export { SINGLE } from './lanes'
export { createdSchema, templateFields, type TemplateAsked } from './schema'
export { Singles } from './singles'
