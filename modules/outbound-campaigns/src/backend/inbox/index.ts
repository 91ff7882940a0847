/** What capabilities and the entry use of the inbox. */
export { type ContextOf, MIDDLEWARE_NAME, replyMiddleware } from './bot-events'
export { ConversationNumbers } from './conversation-numbers'
export { type Fact, type FactKind, news, type News } from './fact'
export { Inbox } from './inbox'
export { inFewWords } from './mishap'
export { backlogOf, type Backlog } from './backlog'
export { type WebhookFrom, type WebhookWatch } from './webhook-watch'
export { type AnsweredMessage } from './people'
export { type ErrandResult, type Reaction } from './registry'
export { type Reply, type ReplyReaction, takeReplies } from './replies'
export { messageReply, subjectOf, type ReplyBody } from './reply'
export { insertNews as addNews } from './store'
export { inboxRoutes } from './routes'
export { finishForgetting, forgetSaid, personForgotten, type Said, saidBy } from './said'
export { settleStatuses, type StatusParts } from './statuses'
export { botpressHandover, handOver } from './vonage/handover'
export { SignatureSecrets } from './vonage/signature-secrets'
export { messageStatus } from './vonage/status'
export {
  publicBaseOf,
  vonageWebhooks,
  webhookAddresses,
  type Webhook,
  type WebhookParts
} from './vonage/webhooks'
export { InboxBusyError } from './writer'
