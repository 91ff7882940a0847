import { coverAddresses, keptOptOuts, restoreSuppressions } from '../compliance'
import type { Database } from '../platform/database/database'
import { changed, newLead } from './change'
import type { GivenLead } from './given'
import { COLUMN_OF, whoIsMeant, type Holders, type Identities } from './identity'
import { personsOf, type StoredLead } from './lead'
import type { Conflict } from './refusals'
import { IDENTITIES } from './schema'
import { findHolders, insertLeads, lockLeads, setStatus, updateLeads, type Given } from './store'

/** What became of one that was given. */
export type Upserted =
  | { kind: 'created'; lead: StoredLead }
  | { kind: 'updated'; lead: StoredLead; fields: readonly string[]; before: StoredLead }
  | { kind: 'unchanged'; lead: StoredLead }
  /** The same person stands further up in the same import, whose word stays. */
  | { kind: 'repeated'; lead: StoredLead }
  | { kind: 'conflict'; meant: Conflict }

/**
 * Brings people in, each of whom may be there already, in few statements however many they are: in the caller's
 * transaction. None of them may be without an identity.
 */
export const upsertLeads = async (
  tx: Database,
  botId: string,
  people: readonly GivenLead[],
  at: number,
  importId: number | null = null
): Promise<Upserted[]> => {
  await lockLeads(tx, botId)
  const plan = planned(people, await findHolders(tx, botId, people, true), importId)
  const created = plan.flatMap(one => (one.kind === 'created' ? [one] : []))
  const updated = plan.flatMap(one => (one.kind === 'updated' ? [one] : []))
  const given = await insertLeads(
    tx,
    botId,
    created.map(({ lead }) => lead),
    at
  )
  takeIds(created, given)
  await updateLeads(tx, updated)
  await coverOptOuts(tx, botId, [...created, ...updated])
  return plan
}

/** What is to be done about each: a pure rule. Who is given twice at once is one person here as well. */
export const planned = (
  given: readonly GivenLead[],
  known: readonly StoredLead[],
  importId: number | null
): Upserted[] => {
  const book = new Holdings(known)
  return given.map((one): Upserted => {
    const meant = whoIsMeant(one, book.holdersOf(one))
    switch (meant.kind) {
      case 'several':
      case 'contradiction':
        return { kind: 'conflict', meant }
      case 'new': {
        const lead = { ...newLead(one), import_id: importId }
        book.add(lead)
        return { kind: 'created', lead }
      }
      case 'known': {
        const before = meant.lead
        // Within one import the first row on somebody counts. Who was created a moment ago has no id yet.
        if (before.id === 0 || (importId !== null && before.import_id === importId))
          return { kind: 'repeated', lead: before }
        const { lead, fields } = changed(before, one)
        if (fields.length === 0 && importId === null) return { kind: 'unchanged', lead }
        const after = { ...lead, import_id: importId ?? before.import_id }
        book.replace(before, after)
        return { kind: 'updated', lead: after, fields, before }
      }
    }
  })
}

/** One person, as they are by now. */
interface Holder {
  lead: StoredLead
}

/** Who holds which identity, while people come in. What somebody gives up stays theirs until all are in. */
class Holdings {
  private readonly holders = new Map<string, Holder>()
  private readonly byLead = new Map<StoredLead, Holder>()

  constructor(known: readonly StoredLead[]) {
    known.forEach(lead => this.add(lead))
  }

  add(lead: StoredLead, holder: Holder = { lead }): void {
    this.byLead.set(lead, holder)
    for (const identity of IDENTITIES) {
      const value = lead[COLUMN_OF[identity]]
      if (value !== null) this.holders.set(`${identity} ${value}`, holder)
    }
  }

  replace(before: StoredLead, after: StoredLead): void {
    const holder = this.byLead.get(before) ?? { lead: after }
    holder.lead = after
    this.byLead.delete(before)
    this.add(after, holder)
  }

  holdersOf(given: Identities): Holders<StoredLead> {
    const found: Holders<StoredLead> = {}
    for (const identity of IDENTITIES) {
      const value = given[COLUMN_OF[identity]]
      const holder = typeof value === 'string' ? this.holders.get(`${identity} ${value}`) : undefined
      if (holder) found[identity] = holder.lead
    }
    return found
  }
}

/** Whichever came back in whatever order: each is found again by any identity of its own. */
const takeIds = (created: ReadonlyArray<{ lead: StoredLead }>, given: readonly Given[]): void => {
  const byIdentity = new Map(
    given.flatMap(one =>
      IDENTITIES.flatMap((identity): Array<[string, Given]> => {
        const value = one[COLUMN_OF[identity]]
        return value === null ? [] : [[`${identity} ${value}`, one]]
      })
    )
  )
  for (const { lead } of created) {
    const identity = IDENTITIES.find(one => lead[COLUMN_OF[one]] !== null)
    const found = identity && byIdentity.get(`${identity} ${lead[COLUMN_OF[identity]]}`)
    if (!found) throw new Error('A lead that was just added is not there.')
    Object.assign(lead, { id: found.id, created_at: found.created_at, updated_at: found.created_at })
  }
}

/**
 * Whoever has another address now, or comes back after being forgotten: an opt-out from everything covers all of their
 * addresses, in the transaction that gives them one.
 */
export const coverOptOuts = async (
  tx: Database,
  botId: string,
  touched: ReadonlyArray<{ lead: StoredLead; before?: StoredLead }>
): Promise<void> => {
  const moved = touched.filter(
    ({ lead, before }) => !before || lead.phone !== before.phone || lead.email_key !== before.email_key
  )
  if (moved.length === 0) return
  const kept = await keptOptOuts(tx, botId)
  if (!kept.listed && !kept.forgotten) return
  const addresses = moved.map(({ lead, before }) => [
    ...new Set([...personsOf(lead), ...(before ? personsOf(before) : [])])
  ])
  if (kept.forgotten) await restoreSuppressions(tx, botId, addresses.flat())
  const out = await coverAddresses(tx, botId, addresses)
  const fresh = moved.filter(({ lead }, position) => out.has(position) && lead.status !== 'opted_out')
  for (const { lead } of fresh) lead.status = 'opted_out'
  await setStatus(
    tx,
    fresh.map(({ lead }) => lead.id),
    'opted_out'
  )
}
