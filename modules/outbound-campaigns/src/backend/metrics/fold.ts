import { settledUntil, triedSince } from '../outbox'
import type { Database } from '../platform/database/database'
import { leadsOfMessages, movedSince } from '../sequences'
import { contributionsKept, keptOf } from './counted'
import { daysIn } from './day'
import { SumChanges } from './grains'
import { saveHead, type Head } from './head'
import { markedOf, nextMarks, removeMarks } from './marks'
import { addToSums } from './sums'
import { countedUnits, distinct, dueAgain, readUnits, saveUnits, unitName, type UnitRef } from './units'

/** As many of each as a transaction writes in a few milliseconds. */
const AT_ONCE = 60
/** What is open is looked at again after this, because nobody may tell when it is not any more. */
export const AGAIN_MS = 60_000
/** Once an hour what was read in this time is read once more: should a server's clock have been set back meanwhile. */
const LOOK_BACK_EVERY_MS = 3_600_000
const LOOK_BACK_MS = 15 * 60_000

/**
 * Counts on by one piece: finds whose facts have changed, reads them, and adds to the sums what differs from what was
 * counted of them before. Answers whether there may be more.
 *
 * Everything is read first, without a lock. What is written (the sums, what was counted, up to where it was read) commits
 * together and only from the version that was read: so however often a piece is begun, by however many processes, it
 * counts once. What changes in between comes with its own mark or time, and is looked at again.
 */
export const foldPiece = async (db: Database, botId: string, head: Head): Promise<boolean> => {
  const { zone } = head
  if (zone === null) return false
  const until = await settledUntil(db)
  const from = lookingBack(head, until)
  const marks = await nextMarks(db, botId, AT_ONCE)
  const moved = await movedSince(db, botId, from.moved, until, AT_ONCE)
  const tried = await triedSince(db, botId, from.tried, until, AT_ONCE)
  const again = await dueAgain(db, botId, AT_ONCE)
  if (marks.length + moved.length + tried.length + again.length === 0) return false

  const marked = await markedOf(db, botId, marks)
  const messages = [...marked.messages, ...tried.map(({ message }) => message)]
  const refs = distinct([
    ...[...marked.leads, ...moved.map(({ leadId }) => leadId)].map(ref => ({ kind: 'lead' as const, ref })),
    ...(await unitsOfMessages(db, botId, messages)),
    ...again
  ])
  const changed = await changesOf(db, botId, refs, { generation: head.generation, zone })
  await db.transaction(async tx => {
    await saveHead(tx, botId, head, {
      ...from,
      moved: moved[moved.length - 1] ?? from.moved,
      tried: tried[tried.length - 1] ?? from.tried
    })
    await removeMarks(
      tx,
      marks.map(({ id }) => id)
    )
    await saveChanges(tx, botId, head.generation, changed)
  })
  return [marks, moved, tried, again].some(({ length }) => length === AT_ONCE)
}

/** Whether there is anything to count: a few looks into indexes, so that a bot at rest costs nothing that is written. */
export const isAnythingToFold = async (db: Database, botId: string, head: Head): Promise<boolean> => {
  const until = await settledUntil(db)
  const from = lookingBack(head, until)
  const looks = [
    () => nextMarks(db, botId, 1),
    () => movedSince(db, botId, from.moved, until, 1),
    () => triedSince(db, botId, from.tried, until, 1),
    () => dueAgain(db, botId, 1)
  ]
  for (const look of looks) if ((await look()).length > 0) return true
  return false
}

/** Messages of sequences count with their lead. */
export const unitsOfMessages = async (
  db: Database,
  botId: string,
  messageIds: readonly number[]
): Promise<UnitRef[]> => {
  const leads = await leadsOfMessages(db, botId, messageIds)
  return messageIds.map(id => {
    const lead = leads.get(id)
    return lead === undefined ? { kind: 'message', ref: id } : { kind: 'lead', ref: lead }
  })
}

const lookingBack = (head: Head, until: number): Head => {
  const isAhead = Math.max(head.moved.at, head.tried.at, head.lookedBackAt) > until
  if (!isAhead && until - head.lookedBackAt < LOOK_BACK_EVERY_MS) return head
  const back = until - LOOK_BACK_MS
  return {
    ...head,
    moved: head.moved.at > back ? { at: back, id: 0 } : head.moved,
    tried: head.tried.at > back ? { at: back, message: 0, n: 0 } : head.tried,
    lookedBackAt: until
  }
}

export interface Changed {
  sums: ReturnType<SumChanges['all']>
  units: Parameters<typeof saveUnits>[2]
}

/** What differs of these units from what was counted of them in this generation. */
export const changesOf = async (
  db: Database,
  botId: string,
  refs: readonly UnitRef[],
  { generation, zone }: { generation: number; zone: string }
): Promise<Changed> => {
  const units = await readUnits(db, botId, refs, daysIn(zone))
  const before = await countedUnits(db, botId, refs)
  const sums = new SumChanges()
  const changed = units.flatMap(unit => {
    const known = before.get(unitName(unit))
    const counted = keptOf(unit.contributions)
    const isSame = known?.generation === generation && known.counted === counted
    if (isSame && known.againAt === null && !unit.open) return []
    if (!known && unit.contributions.length === 0 && !unit.open) return []
    sums.replace(known?.generation === generation ? contributionsKept(known.counted) : [], unit.contributions)
    return [{ kind: unit.kind, ref: unit.ref, generation, again: unit.open, counted }]
  })
  return { sums: sums.all(), units: changed }
}

export const saveChanges = async (
  tx: Database,
  botId: string,
  generation: number,
  { sums, units }: Changed
): Promise<void> => {
  await addToSums(tx, botId, generation, sums)
  await saveUnits(tx, botId, units, AGAIN_MS)
}
