import type { StoredLead } from './lead'
import { IDENTITIES, type Identity } from './schema'

/**
 * Who is meant by what is given: the rules by which two people are never made of one, nor one of two.
 *
 * The three identities differ in how sure they are: `ext_id` is somebody's own key, an e-mail address is kept for years,
 * a phone number is handed on. A surer one may bring a new one of the others. A less sure one may add what is missing; but
 * where it would replace a surer one, nobody can tell a new address from another person, and that is said and not guessed.
 */
export interface Identities {
  ext_id?: string | null
  email_key?: string | null
  phone?: string | null
}

/** Whoever is found by each identity that was given. */
export type Holders<L> = Partial<Record<Identity, L>>

export interface Held {
  identity: Identity
  leadId: number
}

export type Meant<L> =
  | { kind: 'new' }
  | { kind: 'known'; lead: L }
  /** These identities are of different people. */
  | { kind: 'several'; held: readonly Held[] }
  /** Somebody is found by `held`, but has another `differs`. */
  | { kind: 'contradiction'; held: Held; differs: Identity }

/** In which column an identity is kept, in its one form. */
export const COLUMN_OF = { ext_id: 'ext_id', email: 'email_key', phone_number: 'phone' } as const

export const whoIsMeant = <L extends Identities & { id: number }>(
  given: Identities,
  holders: Holders<L>
): Meant<L> => {
  const found = IDENTITIES.flatMap(identity => {
    const lead = holders[identity]
    return lead ? [{ identity, lead }] : []
  })
  const [surest] = found
  if (!surest) return { kind: 'new' }
  const held = found.map(({ identity, lead }) => ({ identity, leadId: lead.id }))
  if (found.some(({ lead }) => lead !== surest.lead)) return { kind: 'several', held }

  const surer = IDENTITIES.slice(0, IDENTITIES.indexOf(surest.identity))
  const differs = surer.find(identity =>
    isOther(given[COLUMN_OF[identity]], surest.lead[COLUMN_OF[identity]])
  )
  if (differs)
    return { kind: 'contradiction', held: { identity: surest.identity, leadId: surest.lead.id }, differs }
  return { kind: 'known', lead: surest.lead }
}

const isOther = (given: string | null | undefined, known: string | null | undefined): boolean =>
  typeof given === 'string' && typeof known === 'string' && given !== known

export const hasIdentity = (one: Partial<Pick<StoredLead, 'ext_id' | 'email_key' | 'phone'>>): boolean =>
  IDENTITIES.some(identity => typeof one[COLUMN_OF[identity]] === 'string')
