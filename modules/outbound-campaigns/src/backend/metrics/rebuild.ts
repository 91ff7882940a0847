import { firstTried, settledUntil, triedSince } from '../outbox'
import type { Database } from '../platform/database/database'
import { enrolledBeyond, lastEnrolled } from '../sequences'
import { contributionsKept } from './counted'
import { changesOf, saveChanges, unitsOfMessages, type Changed } from './fold'
import { SumChanges } from './grains'
import { CountedMeanwhileError, makeHead, readHead, saveHead, type Building, type Head } from './head'
import { distinct, unitsOlderThan, type UnitRef } from './units'

/** As many as a transaction writes in a few milliseconds. */
const AT_ONCE = 40
/** Most of them belong to sequences and are only passed by. */
const ATTEMPTS_AT_ONCE = 300

/**
 * Counts everything anew, from the facts, as a new generation of the sums: piece by piece, while the old one is shown. The
 * last piece shows the new one. Counting along rests meanwhile; what changes is noted and counted in afterwards. Where a
 * process dies, the next one goes on behind the last piece that is in the database.
 *
 * leads       everybody who was ever in a sequence
 * messages    those of campaigns and single ones, along the send log
 * remembered  of whom nothing is left in the database: what was counted of them stays counted
 */
export const beginRebuild = async (
  db: Database,
  botId: string,
  head: Head,
  zone: string,
  by: string | null
): Promise<void> => {
  const until = await settledUntil(db)
  const total = await lastEnrolled(db, botId)
  await db.transaction(tx =>
    saveHead(tx, botId, head, {
      ...head,
      // What comes after this moment is looked at once more behind the rebuild.
      moved: { at: until, id: 0 },
      tried: { at: until, message: 0, n: 0 },
      lookedBackAt: until,
      building: {
        // Should one have been begun before, nothing of it is used.
        generation: Math.max(head.generation, head.building?.generation ?? 0) + 1,
        zone,
        stage: 'leads',
        at: 0,
        id: 0,
        n: 0,
        done: 0,
        total,
        since: until,
        by
      }
    })
  )
}

const TRIES = 20

/** Somebody wants it. One that is under way does what is asked; answers whether another was begun. */
export const requestRebuild = async (
  db: Database,
  botId: string,
  zone: string,
  by: string | null
): Promise<boolean> => {
  await makeHead(db, botId)
  for (let tries = 1; ; tries += 1) {
    const head = await readHead(db, botId)
    if (!head || head.building) return false
    try {
      await beginRebuild(db, botId, head, zone, by)
      return true
    } catch (err) {
      // Just then a piece was counted.
      if (!(err instanceof CountedMeanwhileError) || tries === TRIES) throw err
    }
  }
}

/** How much of it is done, from 0 to 1: by where it stands among the enrollments, then in the time of the send log. */
export const progressOf = async (db: Database, botId: string, building: Building): Promise<number> => {
  const { stage, id, at, total, since } = building
  if (stage === 'leads') return total === 0 ? 0 : Math.min(1, id / total) / 2
  if (stage === 'remembered') return 1
  const first = await firstTried(db, botId)
  const part = first === null || at <= first ? 0 : (at - first) / Math.max(1, since - first)
  return 0.5 + Math.min(1, part) / 2
}

export const rebuildPiece = async (
  db: Database,
  botId: string,
  head: Head,
  building: Building
): Promise<void> => {
  const piece = await PIECES[building.stage](db, botId, building)
  await db.transaction(async tx => {
    await saveHead(tx, botId, head, piece.next ? { ...head, building: piece.next } : shown(head, building))
    await saveChanges(tx, botId, building.generation, piece.changed)
  })
}

const shown = (head: Head, { generation, zone, since }: Building): Head => ({
  ...head,
  generation,
  zone,
  rebuiltAt: since,
  building: null
})

interface Piece {
  changed: Changed
  /** null: everything is counted. */
  next: Building | null
}

type Go = (db: Database, botId: string, building: Building) => Promise<Piece>

const leads: Go = async (db, botId, building) => {
  const enrolled = await enrolledBeyond(db, botId, building.id, AT_ONCE)
  const refs = enrolled.map(({ leadId }): UnitRef => ({ kind: 'lead', ref: leadId }))
  const last = enrolled[enrolled.length - 1]
  return {
    changed: await changesOf(db, botId, distinct(refs), building),
    next: last
      ? { ...building, id: last.id, done: building.done + enrolled.length }
      : { ...building, stage: 'messages', at: 0, id: 0, n: 0 }
  }
}

const messages: Go = async (db, botId, building) => {
  const from = { at: building.at, message: building.id, n: building.n }
  const tried = await triedSince(db, botId, from, Number.MAX_SAFE_INTEGER, ATTEMPTS_AT_ONCE)
  const units = await unitsOfMessages(
    db,
    botId,
    tried.map(({ message }) => message)
  )
  // Those of sequences were counted with their leads.
  const others = units.filter(({ kind }) => kind === 'message')
  const last = tried[tried.length - 1]
  return {
    changed: await changesOf(db, botId, distinct(others), building),
    next: last
      ? { ...building, at: last.at, id: last.message, n: last.n, done: building.done + tried.length }
      : { ...building, stage: 'remembered' }
  }
}

const remembered: Go = async (db, botId, building) => {
  const units = await unitsOlderThan(db, botId, building.generation, AT_ONCE)
  const sums = new SumChanges()
  for (const { counted } of units) sums.replace([], contributionsKept(counted))
  return {
    changed: {
      sums: sums.all(),
      units: units.map(({ kind, ref, counted }) => ({
        kind,
        ref,
        counted,
        generation: building.generation,
        again: false
      }))
    },
    next: units.length === 0 ? null : building
  }
}

const PIECES: Record<Building['stage'], Go> = { leads, messages, remembered }
