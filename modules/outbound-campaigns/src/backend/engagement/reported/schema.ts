import { z } from 'zod'
import { storable } from '../../platform/text'
import { EVENT_TYPES, VERDICTS } from '../events/event'

/** What other systems report. Fields that nobody knows are passed over: every system sends some of its own. */
const MOST_AT_ONCE = 1_000
const LARGEST_METADATA = 8_000

const text = (most: number) => z.string().trim().min(1).max(most).transform(storable)
const time = z.iso.datetime({ offset: true })
/** Some systems write every number as a text. */
const id = z.union([
  z.number().int().min(1),
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
])

/** An object, or the text of one. */
const metadataSchema = z
  .union([
    z.record(z.string(), z.unknown()),
    z.string().transform((written, context) => {
      if (written.trim() === '') return {}
      try {
        const read: unknown = JSON.parse(written)
        if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
      } catch {
        // Told below, with everything else that is no object.
      }
      context.addIssue('an object, or the text of a JSON object')
      return z.NEVER
    })
  ])
  .nullish()
  .refine(
    metadata => JSON.stringify(metadata ?? {}).length <= LARGEST_METADATA,
    `at most ${LARGEST_METADATA} characters as JSON`
  )

export const reportedEventSchema = z
  .object({
    id: z
      .union([text(200), z.number().int().transform(String)])
      .nullish()
      .describe('Of your own: what has the same id is one event'),
    email: text(320).nullish(),
    phone_number: text(50).nullish(),
    message_id: z
      .union([z.number().int().min(1), text(500)])
      .nullish()
      .describe("The message's number here, or the id under which it was sent (Message-ID, Vonage's uuid)"),
    event_type: z.enum(EVENT_TYPES),
    timestamp: time.nullish().describe('Left out: now'),
    sequence_id: id.nullish(),
    verdict: z.enum(VERDICTS).nullish().describe('human, unless you say otherwise'),
    return_at: time.nullish().describe('Of an automatic answer: when they are back'),
    metadata: metadataSchema.describe(
      'Anything that is to be kept with it. Of a reply its `headers`, `subject` and `text` tell whether a machine wrote it'
    )
  })
  .refine(
    ({ email, phone_number, message_id }) => email ?? phone_number ?? message_id,
    'whose it is: an email, a phone_number or a message_id'
  )
export type ReportedEvent = z.output<typeof reportedEventSchema>

export const reportedBodySchema = z.union([
  z.array(reportedEventSchema).min(1).max(MOST_AT_ONCE, `at most ${MOST_AT_ONCE} at once`),
  reportedEventSchema
])

export const keySchema = z.object({
  set: z.boolean(),
  created_at: z.iso.datetime().nullable(),
  created_by: z.string().nullable()
})

export const madeKeySchema = z.object({
  key: z.string().describe('Shown now and never again'),
  created_at: z.iso.datetime(),
  created_by: z.string().nullable()
})
