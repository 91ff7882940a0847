import { forgottenAmong, keptOptOuts, restoreSuppressions } from '../../compliance'
import { enqueue, type Owner } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { toText } from '../../platform/database/values'
import type { ImportTarget, Offered } from '../../platform/import/run'
import { SeenNumbers } from '../../platform/import/seen'
import { displayPhone, type MxPrefix } from '../../platform/phone/address'
import { normalizePhone } from '../../platform/phone/phone'

export interface CampaignTargetOptions {
  botId: string
  owner: Owner
  channel: 'whatsapp'
  columns: readonly string[]
  phoneAt: number
  defaultCountry: string
  mxPrefix: MxPrefix
}

/** People brought into a campaign: one message each, by their canonical number. */
export const campaignTarget = (options: CampaignTargetOptions): ImportTarget => {
  const { botId, owner, channel, columns, phoneAt, defaultCountry, mxPrefix } = options
  const phoneName = columns[phoneAt] ?? ''
  const seen = new SeenNumbers()
  const keyCell = (cells: readonly string[]) => ({ column: phoneName, value: shown(cells[phoneAt] ?? '') })

  return {
    read(cells) {
      const phone = normalizePhone(cells[phoneAt] ?? '', defaultCountry)
      if (phone.kind === 'phone') return { kind: 'taken', key: phone.person }
      return { kind: 'refused', problem: { ...keyCell(cells), code: phone.code, message: phone.message } }
    },

    // People who have opted out come in too: their row is skipped with its reason at sending, and so accounted for.
    async add(tx, importId, rows) {
      await waitTurn(tx, owner)
      const added = await enqueue(
        tx,
        { owner, botId, channel },
        rows.map(({ key, line, cells }) => ({ person: key, dedupeKey: key, importId, line, data: cells }))
      )
      // Who was forgotten after opting out is on the list again before anything could be sent.
      await restoreSuppressions(tx, botId, rows.map(keyOf))
      const before = added === rows.length ? NOBODY : await presentBefore(tx, owner, importId, rows)
      return { duplicates: before }
    },

    async foresee(db, rows) {
      const there = await present(db, owner, rows.map(keyOf))
      const isFirst = (key: string) => seen.add(Number(key.slice(1)))
      return { duplicates: new Set(rows.map(keyOf).filter(key => there.has(key) || !isFirst(key))) }
    },

    async optedOut(db, rows) {
      const kept = await keptOptOuts(db, botId)
      const keys = rows.map(keyOf)
      const out = kept.listed ? await optedOut(db, botId, channel, keys) : NOBODY
      const forgotten = kept.forgotten ? await forgottenAmong(db, botId, keys, channel) : NOBODY
      return new Set([...out, ...forgotten])
    },
    keyCell,
    preview: ({ line, key, cells }) => ({
      line,
      phone_number: displayPhone(key, mxPrefix),
      data: Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? '']))
    }),
    duplicateMessage: 'This person is already in the campaign, or further up in this file.'
  }
}

const NOBODY: ReadonlySet<string> = new Set()

const keyOf = ({ key }: Offered): string => key

/**
 * Two uploads into one campaign go one after the other, a transaction at a time: each adds its people in its file's
 * order, and two orders would make PostgreSQL's transactions wait for each other until one is given up.
 */
const waitTurn = async (tx: Database, owner: Owner): Promise<void> => {
  if (tx.dialect === 'sqlite') return
  await tx.query(`select 1 from outbound_lanes where owner_type = ? and owner_id = ? ${tx.forUpdate}`, [
    owner.type,
    owner.id
  ])
}

/** Long values are cut: they are shown, and the row itself is kept whole. */
const shown = (value: string): string => (value.length > 100 ? `${value.slice(0, 100)}…` : value)

/*
 * Below, each of the given rows is looked up by itself, in a subselect. A join the databases may turn into a walk through
 * the whole campaign: SQLite for each row again, PostgreSQL as long as it hasn't counted what the upload has brought.
 */

/**
 * Some were there before. Those are the ones whose row in the campaign is of another import or of another line of this
 * one; asked after adding, so that another upload of the same file at the same moment is seen as well.
 */
const presentBefore = async (
  tx: Database,
  owner: Owner,
  importId: number,
  rows: readonly Offered[]
): Promise<Set<string>> =>
  keysOf(
    await tx.query(
      `select given.person as found from ${tx.rows({ person: 'text', line: 'integer' })} given
        where (select case when m.import_id = ? and m.line = given.line then 'ours' else 'before' end
                 from outbound_messages m
                where m.owner_type = ? and m.owner_id = ? and m.dedupe_key = given.person) = 'before'`,
      [JSON.stringify(rows.map(({ key, line }) => ({ person: key, line }))), importId, owner.type, owner.id]
    )
  )

const present = async (db: Database, owner: Owner, keys: readonly string[]): Promise<Set<string>> =>
  keysOf(
    await db.query(
      `select given.person as found from ${db.rows({ person: 'text' })} given
        where (select m.id from outbound_messages m
                where m.owner_type = ? and m.owner_id = ? and m.dedupe_key = given.person) is not null`,
      [JSON.stringify(keys.map(person => ({ person }))), owner.type, owner.id]
    )
  )

const optedOut = async (
  db: Database,
  botId: string,
  channel: string,
  keys: readonly string[]
): Promise<Set<string>> =>
  keysOf(
    await db.query(
      `select given.person as found from ${db.rows({ person: 'text' })} given
        where (select min(s.at) from outbound_suppressions s
                where s.bot_id = ? and s.person = given.person and s.channel in ('all', ?)) is not null`,
      [JSON.stringify(keys.map(person => ({ person }))), botId, channel]
    )
  )

const keysOf = (rows: ReadonlyArray<Record<string, unknown>>): Set<string> =>
  new Set(rows.map(row => toText(row.found)))
