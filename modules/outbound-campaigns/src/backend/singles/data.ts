import { z } from 'zod'
import { templateContentSchema } from '../channels/whatsapp/message'

/** The longest that WhatsApp takes an answer, and that a message which somebody asked for now is still worth sending. */
export const DAY_MS = 86_400_000

const until = z.number().describe("The database's time after which it is not sent any more")

const dataSchema = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('template'),
    content: templateContentSchema,
    parameters: z.union([z.array(z.string()), z.record(z.string(), z.string())]),
    until
  }),
  z.object({ form: z.literal('text'), text: z.string(), until })
])

/** What a single message says, kept with its row. */
export type SingleData = z.infer<typeof dataSchema>

/** null: its person was forgotten, and what it said with them. */
export const readData = (data: unknown): SingleData | null => {
  const read = dataSchema.safeParse(data)
  return read.success ? read.data : null
}
