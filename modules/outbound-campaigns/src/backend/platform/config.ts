import { z } from 'zod'
import type { config as hostConfig } from 'botpress/sdk'
import { MODULE_NAME } from './host'

/**
 * What an operator sets in files: `data/global/config/outbound-campaigns.json`, a bot's own
 * `config/outbound-campaigns.json`, or the environment. What people change while they work is in the settings
 * (`platform/settings`), kept in the database.
 *
 * The first start writes every default into the global file and so freezes it: a default that may have to change
 * later is left out here and decided in the code.
 */
export const configSchema = z.object({
  vonageApiUrl: z
    .string()
    .default('https://api.nexmo.com')
    .describe("The host of Vonage's Messages API. The regions are api, api-eu, api-us and api-ap.nexmo.com"),
  senderNumber: z
    .string()
    .default('')
    .describe("The WhatsApp number that sends. Left empty, the Vonage channel's botPhoneNumber sends"),
  emailDriver: z
    .enum(['', 'smtp', 'webhook'])
    .default('')
    .describe('How mail leaves: smtp or webhook. Left empty, by the one of them that is set up'),
  emailFrom: z.string().default('').describe('Whom mail is from, such as Campaigns <campaigns@example.com>'),
  emailReplyTo: z.string().default('').describe('Where answers to mails go. Left empty, to emailFrom'),
  emailUnsubscribeTo: z
    .string()
    .default('')
    .describe('A mailbox that takes unsubscribe mails, offered beside the unsubscribe link'),
  smtpUrl: z
    .string()
    .default('')
    .describe('Where mail is handed in, such as smtps://user:password@smtp.example.com:465'),
  smtpUser: z.string().default('').describe("The mail server's user, where smtpUrl has none"),
  smtpPassword: z.string().default('').describe('Their password, where smtpUrl has none'),
  smtpTls: z
    .enum(['required', 'if_offered'])
    .default('required')
    .describe('Whether mail may be handed in without encryption where the server offers none (STARTTLS)'),
  smtpConnections: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Connections to the mail server at one time (5 unless set)'),
  emailProvider: z
    .enum(['', 'ses'])
    .default('')
    .describe("ses: Amazon SES's mail server of sesRegion, in place of smtpUrl"),
  sesRegion: z.string().default('').describe('Its region, such as us-east-1. Left empty, AWS_REGION'),
  sesConfigurationSet: z
    .string()
    .default('')
    .describe("SES's configuration set that reports bounces and complaints"),
  sesTopics: z
    .string()
    .default('')
    .describe('The SNS topics (their ARNs, separated by commas) that may report what became of mails'),
  engagementApiUrl: z
    .string()
    .default('')
    .describe('Asked now and then whether a lead opened, clicked or replied: ?email= is added to it'),
  s3Endpoint: z
    .string()
    .default('')
    .describe("Where metrics are exported to, such as https://minio.example.com. Left empty, Amazon's S3"),
  s3Region: z.string().default('').describe('Its region. Left empty, AWS_REGION, else us-east-1'),
  s3AccessKeyId: z.string().default('').describe('Its access key. Left empty, AWS_ACCESS_KEY_ID'),
  s3SecretAccessKey: z.string().default('').describe("The key's secret. Left empty, AWS_SECRET_ACCESS_KEY"),
  s3SessionToken: z
    .string()
    .default('')
    .describe('The token of a temporary key. Left empty, AWS_SESSION_TOKEN'),
  s3Addressing: z
    .enum(['', 'path', 'virtual_host'])
    .default('')
    .describe(
      "Whether the bucket is in the path or in the host's name. Left empty, in the path at an s3Endpoint and in the name at Amazon's"
    ),
  dkimDomain: z.string().default('').describe('Sign mails with DKIM for this domain'),
  dkimSelector: z
    .string()
    .default('')
    .describe('The name of its key in the DNS: <selector>._domainkey.<domain>'),
  dkimPrivateKey: z
    .string()
    .default('')
    .describe('The private RSA key itself (PEM), or the path of its file'),
  emailWebhookUrl: z.string().default('').describe('Mails are posted to this address as JSON instead'),
  emailWebhookSecret: z.string().default('').describe('Signs what is posted there (HMAC-SHA256)'),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .describe(
      'Whether webhook steps and notices may call addresses of this machine and its network. Whoever edits sequences then reaches what only this server can reach'
    ),
  sendTimeoutMs: z
    .number()
    .int()
    .min(100)
    .max(120_000)
    .optional()
    .describe(
      'The longest that one call of the provider may take (15000 unless set, 60000 for a mail). What a killed server had on its way is ' +
        'found again after three times as long'
    )
})

export type ModuleConfig = z.infer<typeof configSchema>

/** `assets/config.schema.json`: from it Botpress knows the defaults and which environment variables there are. */
export const configJsonSchema = (): object => z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' })

export class InvalidConfigError extends Error {}

export const readConfig = async (host: typeof hostConfig, botId: string): Promise<ModuleConfig> => {
  const parsed = configSchema.safeParse((await host.getModuleConfigForBot(MODULE_NAME, botId)) ?? {})
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new InvalidConfigError(`The configuration ${MODULE_NAME}.json is not valid. ${problems.join('; ')}`)
}
