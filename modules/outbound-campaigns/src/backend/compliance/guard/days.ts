import type { Database, Row } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import type { Owner } from '../../outbox'

/** What was sent, bounced and called spam, by day: what the guardrails look at. */
export interface Figures {
  sent: number
  bounced: number
  complained: number
}

/** All mails of a bot: they leave from one mailbox. */
export const ALL_MAILS = 'mailbox'
export const scopeOf = ({ type, id }: Owner): string => `${type} ${id}`

/** So many days count, today among them. */
export const WINDOW_DAYS = 7

export const countSent = (
  tx: Database,
  botId: string,
  day: number,
  owners: readonly Owner[]
): Promise<void> => add(tx, botId, day, { sent: owners.flatMap(owner => [scopeOf(owner), ALL_MAILS]) })

export const countMishaps = (
  tx: Database,
  botId: string,
  day: number,
  scopes: Record<'bounced' | 'complained', readonly string[]>
): Promise<void> => add(tx, botId, day, scopes)

/** In one statement and one order for everybody, so that two nodes don't wait for each other crosswise. */
const add = async (
  tx: Database,
  botId: string,
  day: number,
  scopes: Partial<Record<keyof Figures, readonly string[]>>
): Promise<void> => {
  const figures = new Map<string, Figures>()
  for (const what of FIGURES)
    for (const scope of scopes[what] ?? []) {
      const known = figures.get(scope) ?? { sent: 0, bounced: 0, complained: 0 }
      figures.set(scope, { ...known, [what]: known[what] + 1 })
    }
  if (figures.size === 0) return
  const rows = [...figures]
    .map(([scope, n]) => ({ scope, ...n }))
    .sort((a, b) => rankOf(a.scope) - rankOf(b.scope) || (a.scope < b.scope ? -1 : 1))
  const given = tx.rows({ scope: 'text', sent: 'integer', bounced: 'integer', complained: 'integer' })
  await tx.change(
    `insert into outbound_guard_days (bot_id, scope, day, ${FIGURES.join(', ')})
     select ?, scope, ?, ${FIGURES.join(', ')} from ${given} given where true
     on conflict (bot_id, scope, day) do update
        set ${FIGURES.map(what => `${what} = outbound_guard_days.${what} + excluded.${what}`).join(', ')}`,
    [botId, day, JSON.stringify(rows)]
  )
}

const FIGURES = ['sent', 'bounced', 'complained'] as const
/** The row that all mails share goes first: whoever waits for it holds none of the others. */
const rankOf = (scope: string): number => (scope === ALL_MAILS ? 0 : 1)

export const figuresOf = async (
  db: Database,
  botId: string,
  scopes: readonly string[],
  today: number
): Promise<Map<string, Figures>> => {
  const rows = await db.query(
    `select d.scope, sum(d.sent) as sent, sum(d.bounced) as bounced, sum(d.complained) as complained
       from ${db.rows({ scope: 'text' })} given cross join outbound_guard_days d
      where d.bot_id = ? and d.scope = given.scope and d.day > ? group by d.scope`,
    [JSON.stringify([...new Set(scopes)].map(scope => ({ scope }))), botId, today - WINDOW_DAYS]
  )
  return new Map(rows.map(row => [String(row.scope), toFigures(row)]))
}

/** Whoever goes on after a stop has seen to it: what was before counts no more. */
export const beginAnew = async (tx: Database, botId: string, scope: string): Promise<void> => {
  await tx.change('delete from outbound_guard_days where bot_id = ? and scope = ?', [botId, scope])
}

export const removeOldDays = async (db: Database, botId: string, today: number): Promise<void> => {
  await db.change('delete from outbound_guard_days where bot_id = ? and day <= ?', [
    botId,
    today - WINDOW_DAYS
  ])
}

const toFigures = (row: Row): Figures => ({
  sent: toNumber(row.sent),
  bounced: toNumber(row.bounced),
  complained: toNumber(row.complained)
})
