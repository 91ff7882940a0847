/** What a bot's flow does with people, by its actions. */
export { botActionRoutes, type BotActionsContext, type FlowSequences } from './capability'
