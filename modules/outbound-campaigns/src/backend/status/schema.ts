import { z } from 'zod'

const count = z.number().int()

export const statusSchema = z.object({
  ok: z.boolean().describe('The module works for this bot. A channel that is not ready is not an error'),
  version: z.string(),
  bot_id: z.string(),
  problem: z.string().nullable().describe("Why this bot's part could not be started"),
  database: z.object({ kind: z.enum(['sqlite', 'postgres']), schema_version: z.number().int() }),
  channels: z.array(
    z.object({
      name: z.string(),
      ready: z.boolean(),
      sandbox: z.boolean().describe('Nobody real is written to'),
      reason: z.object({ code: z.string(), detail: z.string() }).nullable()
    })
  ),
  campaigns: z.object({
    draft: count,
    scheduled: count,
    running: count,
    paused: count,
    completed: count,
    failed: count,
    cancelled: count
  }),
  scheduler: z.object({
    running: z.boolean(),
    last_tick_at: z.iso.datetime().nullable(),
    lag_ms: z.number()
  }),
  can_write: z.boolean()
})

export type Status = z.infer<typeof statusSchema>
