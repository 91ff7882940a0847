/**
 * What a run proves, or doesn't: rows as the module tells them against what the provider counted. Pure, so that a test
 * can show that each complaint is made when it must be.
 */
import type { RowState } from './campaign'

export interface Kill {
  node: string
  /** Messages on their way in the killed process: looked up in the database where it was the only process. */
  onTheirWay: number | null
}

export interface Evidence {
  /** How many people were uploaded. */
  people: number
  concurrency: number
  rows: readonly RowState[]
  /** The counts of the report. */
  counts: Readonly<Record<string, number>>
  /** How often the provider accepted a message to each number (digits). */
  received: ReadonlyMap<string, number>
  kills: readonly Kill[]
  /** Whether the provider's reports have come in. */
  reported: boolean
}

export interface Verdict {
  complaints: string[]
  sent: number
  unconfirmed: number
  /** Unconfirmed and yet with the provider: what a report would settle. */
  unconfirmedReceived: number
}

const ACCEPTED = ['sent', 'delivered', 'read']
const ENDED = [...ACCEPTED, 'failed', 'skipped', 'cancelled', 'unconfirmed']

export const judge = (evidence: Evidence): Verdict => {
  const { rows, received } = evidence
  const timesOf = (row: RowState) => received.get(row.phone_number.replace(/\D/g, '')) ?? 0
  const unconfirmed = rows.filter(({ status }) => status === 'unconfirmed')
  return {
    complaints: [
      ...everybodyThere(evidence),
      ...rows.flatMap(row => aboutRow(row, timesOf(row), evidence.reported)),
      ...strangers(evidence),
      ...countsAgree(evidence),
      ...killsInBounds(evidence)
    ],
    sent: rows.filter(({ status }) => ACCEPTED.includes(status)).length,
    unconfirmed: unconfirmed.length,
    unconfirmedReceived: unconfirmed.filter(row => timesOf(row) > 0).length
  }
}

const everybodyThere = ({ people, rows }: Evidence): string[] => {
  const distinct = new Set(rows.map(({ phone_number }) => phone_number)).size
  return rows.length === people && distinct === people
    ? []
    : [`${people} people were uploaded, and there are ${rows.length} rows of ${distinct} people.`]
}

const aboutRow = ({ phone_number, status, reason }: RowState, times: number, reported: boolean): string[] => {
  const complaint = (what: string) => [`${phone_number}: ${what}`]
  if (times > 1) return complaint(`messaged ${times} times (${status}).`)
  if (!ENDED.includes(status)) return complaint(`forgotten, it is still ${status}.`)
  if (ACCEPTED.includes(status)) {
    return times === 1 ? [] : complaint(`said to be ${status}, but the provider has nothing.`)
  }
  if (!reason) return complaint(`${status} without a reason.`)
  if (times === 1 && status !== 'unconfirmed') return complaint(`said to be ${status}, but it was received.`)
  if (times === 1 && reported) return complaint('still unconfirmed, although the provider has reported it.')
  return []
}

const strangers = ({ rows, received }: Evidence): string[] => {
  const known = new Set(rows.map(({ phone_number }) => phone_number.replace(/\D/g, '')))
  return [...received.keys()].filter(to => !known.has(to)).map(to => `${to}: messaged, and in no row.`)
}

const countsAgree = ({ rows, counts }: Evidence): string[] => {
  const counted: Record<string, number> = { total: rows.length }
  for (const { status } of rows) counted[status] = (counted[status] ?? 0) + 1
  return Object.keys({ ...counts, ...counted })
    .filter(name => (counts[name] ?? 0) !== (counted[name] ?? 0))
    .map(name => `The report counts ${counts[name] ?? 0} ${name}, the rows ${counted[name] ?? 0}.`)
}

/** A kill can make unconfirmed what was on its way in the killed process, and nothing else. */
const killsInBounds = ({ rows, kills, concurrency }: Evidence): string[] => {
  const lost = rows.filter(
    ({ status, reason }) => status === 'unconfirmed' && reason?.code === 'outcome_lost'
  )
  const most = kills.length * concurrency
  const inAll =
    lost.length > most
      ? [`${lost.length} rows lost their outcome in ${kills.length} kills: ${most} is the most there may be.`]
      : []
  const each = kills.flatMap(({ node, onTheirWay }, at) =>
    onTheirWay !== null && onTheirWay > concurrency
      ? [
          `Kill ${at + 1} (server ${node}) left ${onTheirWay} on their way: ${concurrency} is the most there may be.`
        ]
      : []
  )
  return [...inAll, ...each]
}
