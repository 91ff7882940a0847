/** Who calls us: both addresses of Vonage, and Amazon's notification service. */
export type WebhookFrom = 'vonage_status' | 'vonage_inbound' | 'ses'

/** Is told of every call that came with a key of a bot's: for figures, never for decisions. */
export type WebhookWatch = (botId: string, from: WebhookFrom, result: 'taken' | 'refused') => void
