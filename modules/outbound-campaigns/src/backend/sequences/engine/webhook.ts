import { z } from 'zod'
import type { FactKind } from '../../inbox'

/** A webhook step calls another system: an errand of the inbox, written in the transaction that takes the step. */
const webhookBody = z.object({
  enrollment_id: z.number().int(),
  step_key: z.string(),
  visit: z.number().int()
})
export type WebhookCall = z.infer<typeof webhookBody>

export const sequenceWebhook: FactKind<WebhookCall> = {
  name: 'sequence.webhook',
  body: webhookBody,
  keepMs: 7 * 86_400_000
}
