import { z } from 'zod'
import type { FactKind } from '../inbox'
import type { Language } from '../platform/settings/language'
import { WORDS } from './words'

export const TARGETS = ['slack', 'webhook', 'email'] as const
export type Target = (typeof TARGETS)[number]

/**
 * A word to whoever looks after the campaigns and sequences. It waits as a row of the inbox, written in the transaction of what it
 * tells, so that it is sent if and only if that happened; each target is an errand of its own, repeated until it arrives.
 */
export const noticeBody = z.object({
  target: z.enum(TARGETS),
  event: z.string(),
  at: z.number(),
  campaign: z
    .object({
      id: z.number(),
      name: z.string(),
      status: z.string(),
      counts: z.record(z.string(), z.number())
    })
    .optional(),
  /** Of a sequence, what stands still is one of its channels. */
  sequence: z
    .object({ id: z.number(), name: z.string(), status: z.string(), channel: z.string() })
    .optional(),
  /** Of a run of nurturing, what it came to. */
  nurturing: z
    .object({ run_id: z.number(), counts: z.record(z.string(), z.number()), failed: z.array(z.string()) })
    .optional(),
  /** Of a report that was made, what it says in a few lines. */
  report: z
    .object({ id: z.number(), kind: z.string(), period: z.string(), subject: z.string(), text: z.string() })
    .optional(),
  reason: z.object({ code: z.string(), detail: z.string() }).nullable()
})
export type Notice = z.infer<typeof noticeBody>

export const noticeKind: FactKind<Notice> = { name: 'notice', body: noticeBody, keepMs: 7 * 86_400_000 }

/** What a person reads: no phone number, nothing of anybody's row. */
export const noticeText = (
  { campaign, sequence, nurturing, report, reason }: Omit<Notice, 'target'>,
  botId: string,
  language: Language
): { subject: string; text: string } => {
  if (report) return { subject: `[${botId}] ${report.subject}`, text: report.text }
  const words = WORDS[language]
  const why = reason ? [words.why(words.reason(reason), reason.code)] : []
  if (sequence) {
    const { name, id, channel } = sequence
    const lines = [words.sequenceStands(name, id, botId, channel), ...why]
    return { subject: `[${botId}] ${name}: ${words.stopped}`, text: lines.join('\n') }
  }
  if (nurturing) {
    const { run_id: id, counts, failed } = nurturing
    const { found = 0, started = 0, messages = 0, qualified = 0, paused = 0 } = counts
    const lines = [
      words.nurturing(id, botId),
      words.nurtured({ found, started, messages, qualified, paused }),
      ...(failed.length > 0 ? [words.failedTasks(failed)] : [])
    ]
    return { subject: `[${botId}] ${words.nurturing(id, botId)}`, text: lines.join('\n') }
  }
  if (!campaign) return { subject: `[${botId}]`, text: why.join('\n') }
  const {
    total = 0,
    sent = 0,
    delivered = 0,
    read = 0,
    failed = 0,
    skipped = 0,
    unconfirmed = 0
  } = campaign.counts
  const status = words.status(campaign.status)
  const lines = [
    words.stands(campaign.name, campaign.id, botId, status),
    ...why,
    words.counts({ sent: sent + delivered + read, total, failed, skipped, unconfirmed })
  ]
  return { subject: `[${botId}] ${campaign.name}: ${status}`, text: lines.join('\n') }
}

/** Which campaign, sequence, run or report it is about. */
export const subjectOf = ({
  campaign,
  sequence,
  nurturing,
  report
}: Pick<Notice, 'campaign' | 'sequence' | 'nurturing' | 'report'>): string => {
  if (report) return `report ${report.kind} ${report.period}`
  if (nurturing) return `nurturing ${nurturing.run_id}`
  return sequence ? `sequence ${sequence.id} ${sequence.channel}` : String(campaign?.id ?? 0)
}
