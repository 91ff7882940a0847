import type { Database } from '../platform/database/database'
import { dateOf, dayNamed } from './day'
import { percent } from './figures'
import { addTo, noSums, type Sums } from './measures'
import type { MetricsRange } from './read'
import type { SenderFigures } from './schema'
import { readSums } from './sums-store'

type Scope = SenderFigures['scope']

export interface SenderMetrics extends SenderFigures {
  daily: Array<{
    date: string
    sent: number
    sending_failed: number
    delivered: number
    bounced: number
    complained: number
  }>
}

/** How each number and mailbox fares, on its own for sequences, campaigns and single messages; only days with something. */
export const senderMetrics = async (
  db: Database,
  botId: string,
  { from, to }: MetricsRange
): Promise<SenderMetrics[]> => {
  const filter = { grains: ['sender'] as const, from: dayNamed(from), to: dayNamed(to), sequenceId: 0 }
  const rows = await readSums(db, botId, filter, ['sender', 'part', 'day'])
  const senders = new Map<string, SenderMetrics & { sums: Sums }>()
  for (const { sender, part, day, sums } of rows) {
    const key = `${sender}\n${part}`
    const known = senders.get(key) ?? { ...named(sender, part), sums: noSums() }
    addTo(known.sums, sums)
    known.daily.push({
      date: dateOf(day),
      sent: sums.sent,
      sending_failed: sums.sending_failed,
      delivered: sums.of_sent_delivered,
      bounced: sums.of_sent_bounced,
      complained: sums.of_sent_complained
    })
    senders.set(key, known)
  }
  return [...senders.values()].map(({ sums, ...sender }) => ({ ...sender, ...healthOf(sums) }))
}

const named = (sender: string, part: string): SenderMetrics => {
  const [scope, channel] = part.split(' ')
  return { sender, channel: channel ?? '', scope: scopeOf(scope), ...healthOf(noSums()), daily: [] }
}

const scopeOf = (word: string | undefined): Scope =>
  word === 'campaign' || word === 'single' ? word : 'sequence'

const healthOf = (sums: Sums) => ({
  sent: sums.sent,
  sending_failed: sums.sending_failed,
  delivered: sums.of_sent_delivered,
  opened: sums.of_sent_opened,
  replied: sums.of_sent_replied,
  bounced: sums.of_sent_bounced,
  complained: sums.of_sent_complained,
  failure_rate_pct: percent(sums.sending_failed, sums.tried),
  delivery_rate_pct: sums.of_sent_delivered === 0 ? null : percent(sums.of_sent_delivered, sums.sent),
  bounce_rate_pct: percent(sums.of_sent_bounced, sums.sent),
  complaint_rate_pct: percent(sums.of_sent_complained, sums.sent)
})
