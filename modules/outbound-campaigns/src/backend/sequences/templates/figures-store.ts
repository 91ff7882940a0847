import type { Database } from '../../platform/database/database'
import { toIso, toNumber, toNumberOrNull, toText } from '../../platform/database/values'
import type { Counts, Figures } from './schema'

/** How many people are in a sequence, and what came of it: summed up from their enrollments. */
export interface SequenceFigures {
  counts: Counts
  metrics: Figures
  next_due_at: string | null
}

export const figuresOf = async (
  db: Database,
  sequenceIds: readonly number[]
): Promise<Map<number, SequenceFigures>> => {
  if (sequenceIds.length === 0) return new Map()
  const rows = await db.query(
    `select e.sequence_id, e.status, count(*) as people,
            sum(e.emails_sent) as emails_sent, sum(e.whatsapps_sent) as whatsapps_sent,
            sum(e.opened) as opened, sum(e.clicked) as clicked, sum(e.bounced) as bounced,
            sum(case when e.replied > 0 then 1 else 0 end) as replied,
            sum(case when e.emails_sent + e.whatsapps_sent > 0 then 1 else 0 end) as reached,
            min(case when e.status = 'active' then e.due_at end) as next_due
       from ${db.rows({ id: 'integer' })} given
      cross join outbound_enrollments e where e.sequence_id = given.id
      group by e.sequence_id, e.status`,
    [JSON.stringify(sequenceIds.map(id => ({ id })))]
  )
  const found = new Map<number, Sums>()
  for (const row of rows) {
    const id = toNumber(row.sequence_id)
    const sums = found.get(id) ?? noSums()
    sums.people.set(toText(row.status), toNumber(row.people))
    for (const name of SUMMED) sums[name] += toNumber(row[name])
    // Of all groups only the active one has any.
    sums.nextDue = toNumberOrNull(row.next_due) ?? sums.nextDue
    found.set(id, sums)
  }
  return new Map(sequenceIds.map(id => [id, toFigures(found.get(id) ?? noSums())]))
}

const SUMMED = [
  'emails_sent',
  'whatsapps_sent',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'reached'
] as const

type Sums = Record<(typeof SUMMED)[number], number> & {
  people: Map<string, number>
  nextDue: number | null
}

const noSums = (): Sums => ({
  people: new Map(),
  nextDue: null,
  emails_sent: 0,
  whatsapps_sent: 0,
  opened: 0,
  clicked: 0,
  replied: 0,
  bounced: 0,
  reached: 0
})

const toFigures = ({ people, nextDue, reached, ...sums }: Sums): SequenceFigures => {
  const of = (status: string) => people.get(status) ?? 0
  const total = [...people.values()].reduce((sum, n) => sum + n, 0)
  return {
    counts: {
      total,
      active: of('active'),
      paused: of('paused'),
      completed: of('completed'),
      stopped: of('stopped'),
      qualified: of('qualified'),
      opted_out: of('opted_out'),
      failed: of('failed')
    },
    metrics: {
      ...sums,
      open_rate: share(sums.opened, sums.emails_sent),
      click_rate: share(sums.clicked, sums.emails_sent),
      reply_rate: share(sums.replied, reached),
      completion_rate: share(of('completed') + of('qualified'), total)
    },
    next_due_at: nextDue === null ? null : toIso(nextDue)
  }
}

/** An open may be told before the mail counts as sent: never more than all. */
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round(Math.min(1, part / whole) * 10_000) / 10_000

/** So that at most a twentieth of the time is spent on adding up, however many people there are. */
const REST = 20
const NOT_WORTH_KEEPING_MS = 20

/**
 * The same, remembered for a while where adding up took long: a list that is looked at all the time must not keep the
 * database from the bot.
 */
export class RememberedFigures {
  private readonly known = new Map<string, { figures: Map<number, SequenceFigures>; until: number }>()

  constructor(
    private readonly db: Database,
    private readonly clock: () => number = Date.now
  ) {}

  async of(botId: string, ids: readonly number[]): Promise<Map<number, SequenceFigures>> {
    const key = `${botId} ${[...ids].sort((a, b) => a - b).join(',')}`
    const known = this.known.get(key)
    const startedAt = this.clock()
    if (known && startedAt < known.until) return known.figures
    const figures = await figuresOf(this.db, ids)
    const endedAt = this.clock()
    this.forget(startedAt)
    const took = endedAt - startedAt
    if (took >= NOT_WORTH_KEEPING_MS) this.known.set(key, { figures, until: endedAt + took * REST })
    return figures
  }

  private forget(now: number): void {
    for (const [key, { until }] of this.known) if (until <= now) this.known.delete(key)
  }
}
