import type { Database, Row } from '../platform/database/database'
import { toNumber, toNumberOrNull, toTextOrNull } from '../platform/database/values'

/** What a rebuild goes through, one after the other: leads, then messages of no sequence, then who is only remembered. */
export const STAGES = ['leads', 'messages', 'remembered'] as const
export type Stage = (typeof STAGES)[number]

export interface Building {
  generation: number
  zone: string
  stage: Stage
  at: number
  id: number
  n: number
  done: number
  total: number
  since: number
  by: string | null
}

/** Up to where a bot's facts were counted. Whoever counts on says from which version, so nothing is counted twice. */
export interface Head {
  version: number
  /** Which generation of the sums is shown; 0: none was ever made. */
  generation: number
  /** By whose clock its days begin. */
  zone: string | null
  foldedAt: number | null
  rebuiltAt: number | null
  moved: { at: number; id: number }
  tried: { at: number; message: number; n: number }
  lookedBackAt: number
  building: Building | null
}

export const readHead = async (db: Database, botId: string): Promise<Head | undefined> => {
  const row = await db.first('select * from outbound_metrics_heads where bot_id = ?', [botId])
  return row && toHead(row)
}

export const makeHead = async (db: Database, botId: string): Promise<void> => {
  await db.change('insert into outbound_metrics_heads (bot_id) values (?) on conflict (bot_id) do nothing', [
    botId
  ])
}

/**
 * One node at a time counts, so that none works for nothing. Should its lease run out while it works, the version keeps
 * what it did from being counted twice.
 */
export const takeLease = async (
  db: Database,
  botId: string,
  holder: string,
  leaseMs: number
): Promise<boolean> =>
  (await db.change(
    `update outbound_metrics_heads set holder = ?, lease_until = ${db.now} + ?
      where bot_id = ? and (holder = ? or lease_until < ${db.now})`,
    [holder, leaseMs, botId, holder]
  )) === 1

export const giveLeaseBack = async (db: Database, botId: string, holder: string): Promise<void> => {
  await db.change('update outbound_metrics_heads set lease_until = 0 where bot_id = ? and holder = ?', [
    botId,
    holder
  ])
}

/** Somebody else has counted in between: nothing of this transaction may stay. */
export class CountedMeanwhileError extends Error {
  constructor() {
    super('Another process has counted metrics at the same time.')
  }
}

/** Writes the head as it is now, if it is still the one that was read; else the transaction is undone. */
export const saveHead = async (tx: Database, botId: string, from: Head, to: Head): Promise<void> => {
  const { building } = to
  const changed = await tx.change(
    `update outbound_metrics_heads
        set version = version + 1, generation = ?, zone = ?, rebuilt_at = ?, folded_at = ${tx.now},
            moved_at = ?, moved_id = ?, tried_at = ?, tried_message = ?, tried_n = ?, looked_back_at = ?,
            building = ?, building_zone = ?, building_stage = ?, building_at = ?, building_id = ?, building_n = ?,
            building_done = ?, building_total = ?, building_since = ?, building_by = ?
      where bot_id = ? and version = ?`,
    [
      to.generation,
      to.zone,
      to.rebuiltAt,
      to.moved.at,
      to.moved.id,
      to.tried.at,
      to.tried.message,
      to.tried.n,
      to.lookedBackAt,
      building?.generation ?? null,
      building?.zone ?? null,
      building?.stage ?? null,
      building?.at ?? 0,
      building?.id ?? 0,
      building?.n ?? 0,
      building?.done ?? 0,
      building?.total ?? 0,
      building?.since ?? null,
      building?.by ?? null,
      botId,
      from.version
    ]
  )
  if (changed !== 1) throw new CountedMeanwhileError()
}

const toHead = (row: Row): Head => ({
  version: toNumber(row.version),
  generation: toNumber(row.generation),
  zone: toTextOrNull(row.zone),
  foldedAt: toNumberOrNull(row.folded_at),
  rebuiltAt: toNumberOrNull(row.rebuilt_at),
  moved: { at: toNumber(row.moved_at), id: toNumber(row.moved_id) },
  tried: { at: toNumber(row.tried_at), message: toNumber(row.tried_message), n: toNumber(row.tried_n) },
  lookedBackAt: toNumber(row.looked_back_at),
  building: toBuilding(row)
})

const toBuilding = (row: Row): Building | null => {
  const generation = toNumberOrNull(row.building)
  const zone = toTextOrNull(row.building_zone)
  const stage = STAGES.find(one => one === row.building_stage)
  if (generation === null || zone === null || stage === undefined) return null
  return {
    generation,
    zone,
    stage,
    at: toNumber(row.building_at),
    id: toNumber(row.building_id),
    n: toNumber(row.building_n),
    done: toNumber(row.building_done),
    total: toNumber(row.building_total),
    since: toNumberOrNull(row.building_since) ?? 0,
    by: toTextOrNull(row.building_by)
  }
}
