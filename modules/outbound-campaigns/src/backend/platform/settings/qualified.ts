import { z } from 'zod'
import { secretChange, secretUrl, shownSecret, shownSecretSchema, withoutShown } from './secrets'

/** Who is told when somebody qualifies: another system by a webhook, and the bot. */
const secretText = z.string().min(8).max(200)

const rest = {
  hubspot_lifecycle_stage: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .describe("What HubSpot's property lifecyclestage becomes: one of its internal names, or a stage's id"),
  salesforce_lead_status: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .describe("What the Status of Salesforce's lead becomes: a value of your organisation's list")
}

export const qualifiedWebhookSchema = z.strictObject({
  url: secretUrl.nullable(),
  secret: secretText.nullable().describe('What the calls are signed with; null: they are not'),
  ...rest
})
export type QualifiedWebhook = z.infer<typeof qualifiedWebhookSchema>

export const qualifiedWebhookChangeSchema = z
  .strictObject({ url: secretChange(secretUrl), secret: secretChange(secretText), ...rest })
  .partial()

export const shownQualifiedWebhookSchema = z.object({
  url: shownSecretSchema,
  secret: shownSecretSchema,
  ...rest
})

export const shownQualifiedWebhook = ({
  url,
  secret,
  ...plain
}: QualifiedWebhook): z.infer<typeof shownQualifiedWebhookSchema> => ({
  ...plain,
  url: shownSecret(url),
  secret: shownSecret(secret)
})

export const keptQualifiedWebhook = (
  given: z.infer<typeof qualifiedWebhookChangeSchema> | undefined
): Partial<QualifiedWebhook> => withoutShown(given ?? {})

export const DEFAULT_QUALIFIED_WEBHOOK: QualifiedWebhook = {
  url: null,
  secret: null,
  hubspot_lifecycle_stage: 'marketingqualifiedlead',
  salesforce_lead_status: 'Qualified'
}

/**
 * hooks  the bot gets an event that its hooks see; its flow goes on as if nothing had come
 * flow   the flow gets it as well: it must know what to do with it, also where nobody has said anything yet
 */
export const qualifiedBotEventSchema = z
  .enum(['off', 'hooks', 'flow'])
  .describe(
    'The event lead_qualified of the bot: none, one for its hooks, or one that its flow is given as well'
  )
