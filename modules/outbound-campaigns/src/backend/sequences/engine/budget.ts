import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'
import type { Settings } from '../../platform/settings/schema'
import { dayOf, nextDay } from '../schedule/next-moment'
import type { StoredSequence } from '../templates/store'
import { DUE } from './due'
import type { Allowance, MessageStep } from './walk'

/** A limit of a day, and what of it is used. */
export interface Room {
  code: 'daily_limit' | 'new_leads_per_day' | 'email_daily_limit'
  /** Whose limit it is: two who share it write into one row. */
  scope: string
  day: string
  limit: number
  used: number
  /** When the next day begins. */
  until: number
}

/** Which limits there are for a sequence on this day. Days are those of the sequence's zone, a mailbox's those of the bot's. */
export const roomsOf = (
  { id, settings }: Pick<StoredSequence, 'id' | 'settings'>,
  bot: Pick<Settings, 'timezone' | 'email_daily_limit'>,
  mailbox: string | null,
  now: number
): Room[] => {
  const room = (code: Room['code'], scope: string, limit: number | null, zone: string): Room[] =>
    limit === null ? [] : [{ code, scope, limit, day: dayOf(now, zone), used: 0, until: nextDay(now, zone) }]
  const zone = settings.timezone ?? bot.timezone
  return [
    ...room('daily_limit', `sequence:${id}`, settings.daily_limit, zone),
    ...room('new_leads_per_day', `sequence:${id}:new`, settings.new_leads_per_day, zone),
    ...(mailbox === null
      ? []
      : room('email_daily_limit', `email:${mailbox}`, bot.email_daily_limit, bot.timezone))
  ]
}

/**
 * Gives out the messages of a day. A new lead's first message may not take what follow-ups that come due later the same
 * day will need (`reserved`).
 */
export class Budget {
  private readonly spentOn = new Map<Room, number>()

  constructor(
    private readonly rooms: readonly Room[],
    private readonly reserved: number
  ) {}

  readonly allow: Allowance = (step, fresh) => {
    const mine = this.rooms.filter(room => concerns(room, step, fresh))
    const full = mine.find(room => this.left(room, fresh) <= 0)
    if (full) return { code: full.code, until: full.until }
    for (const room of mine) this.spentOn.set(room, (this.spentOn.get(room) ?? 0) + 1)
    return null
  }

  spent(): Array<{ scope: string; day: string; n: number }> {
    return [...this.spentOn].map(([{ scope, day }, n]) => ({ scope, day, n }))
  }

  private left(room: Room, fresh: boolean): number {
    const kept = fresh && room.code !== 'new_leads_per_day' ? this.reserved : 0
    return room.limit - room.used - (this.spentOn.get(room) ?? 0) - kept
  }
}

/** Which of these limits one message takes one of. */
export const roomsFor = (
  rooms: readonly Room[],
  step: MessageStep,
  fresh: boolean
): Array<Pick<Room, 'scope' | 'day'>> =>
  rooms.filter(room => concerns(room, step, fresh)).map(({ scope, day }) => ({ scope, day }))

const concerns = ({ code }: Room, { type }: MessageStep, fresh: boolean): boolean =>
  code === 'new_leads_per_day' ? fresh : code === 'email_daily_limit' ? type === 'email' : true

const GIVEN = { scope: 'text', day: 'text', n: 'integer' } as const

/** What is used of them, the rows locked: a mailbox's limit is shared by all sequences and nodes. */
export const takeRooms = async (tx: Database, botId: string, rooms: readonly Room[]): Promise<Room[]> => {
  if (rooms.length === 0) return []
  const json = JSON.stringify(rooms.map(({ scope, day }) => ({ scope, day, n: 0 })).sort(byScope))
  await tx.change(
    `insert into outbound_sequence_days (bot_id, scope, day, used)
     select ?, scope, day, n from ${tx.rows(GIVEN)} given where true order by scope, day
     on conflict (bot_id, scope, day) do nothing`,
    [botId, json]
  )
  return readRooms(tx, botId, rooms, true)
}

export const readRooms = async (
  db: Database,
  botId: string,
  rooms: readonly Room[],
  lock = false
): Promise<Room[]> => {
  if (rooms.length === 0) return []
  const rows = await db.query(
    `select d.scope, d.day, d.used from outbound_sequence_days d
      where d.bot_id = ? and (d.scope, d.day) in (select scope, day from ${db.rows(GIVEN)} given)
      order by d.scope, d.day ${lock ? db.forUpdate : ''}`,
    [botId, JSON.stringify(rooms.map(({ scope, day }) => ({ scope, day, n: 0 })))]
  )
  const used = new Map(rows.map(row => [`${toText(row.scope)} ${toText(row.day)}`, toNumber(row.used)]))
  return rooms.map(room => ({ ...room, used: used.get(`${room.scope} ${room.day}`) ?? 0 }))
}

const byScope = (a: { scope: string }, b: { scope: string }): number =>
  a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : 0

export const spendRooms = async (
  tx: Database,
  botId: string,
  spent: ReturnType<Budget['spent']>
): Promise<void> => {
  if (spent.length === 0) return
  await tx.change(
    `insert into outbound_sequence_days (bot_id, scope, day, used)
     select ?, scope, day, n from ${tx.rows(GIVEN)} given where true order by scope, day
     on conflict (bot_id, scope, day) do update set used = outbound_sequence_days.used + excluded.used`,
    [botId, JSON.stringify([...spent].sort(byScope))]
  )
}

/** What was spent and not used. The rows are locked first, in the order in which everybody locks them. */
export const freeRooms = async (
  tx: Database,
  botId: string,
  freed: ReadonlyArray<{ scope: string; day: string; n: number }>
): Promise<void> => {
  if (freed.length === 0) return
  const json = JSON.stringify(freed)
  await tx.query(
    `select d.scope from outbound_sequence_days d
      where d.bot_id = ? and (d.scope, d.day) in (select scope, day from ${tx.rows(GIVEN)} given)
      order by d.scope, d.day ${tx.forUpdate}`,
    [botId, json]
  )
  const back = `(select sum(given.n) from ${tx.rows(GIVEN)} given
      where given.scope = outbound_sequence_days.scope and given.day = outbound_sequence_days.day)`
  await tx.change(
    `update outbound_sequence_days set used = case when used > ${back} then used - ${back} else 0 end
      where bot_id = ? and (scope, day) in (select scope, day from ${tx.rows(GIVEN)} given)`,
    [json, json, botId, json]
  )
}

/** How many follow-ups come due before the day is over: at most as many as matter. */
export const followUpsUntil = async (
  db: Database,
  sequenceId: number,
  now: number,
  until: number,
  most: number
): Promise<number> => {
  const stretches = DUE.filter(({ fresh }) => fresh === 0).map(
    ({ channel, sql }) =>
      `select 1 as yes from (
         select 1 from outbound_enrollments where ${sql} and due_at > ? and due_at < ? limit ?) ${channel ?? 'none'}_soon`
  )
  const row = await db.first(
    `select count(*) as n from (${stretches.join(' union all ')}) soon`,
    stretches.flatMap(() => [sequenceId, now, until, most])
  )
  return Math.min(most, toNumber(row?.n))
}
