import { forgetPersons } from '../compliance'
import { forgetSaid, type Inbox } from '../inbox'
import { forgetPerson } from '../outbox'
import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import type { Caller } from '../platform/http/route'
import { forgetRefusedRows } from '../platform/import/forget-refused'
import { personsOf, type StoredLead } from './lead'
import { noSuchLead } from './refusals'
import { deleteLead, leadsByIds, lockLeads } from './store'

/** What another capability has of a person. Must bear to be done twice; has its own short transactions. */
export type ForgetReaction = (botId: string, lead: StoredLead) => Promise<void>

export interface ForgettingSources {
  db: Database
  audit: Audit
  inbox: Pick<Inbox, 'poke'>
}

/**
 * Forgets a person who asks for it: everything by which they could be known, on every channel. What was counted stays
 * counted, and what they opted out of stays in force, known by a digest alone (compliance/forgotten.ts).
 *
 * The lead itself goes last: where a kill ends this half-way, the lead is still there, and doing it again does the rest.
 */
export class Forgetting {
  private readonly reactions: ForgetReaction[] = []

  constructor(private readonly sources: ForgettingSources) {}

  /** While the module is wired. */
  on(reaction: ForgetReaction): void {
    this.reactions.push(reaction)
  }

  async forget(botId: string, id: number, caller: Caller): Promise<void> {
    const { db, inbox } = this.sources
    const [lead] = await leadsByIds(db, botId, [id])
    if (!lead) throw noSuchLead(id)
    for (const reaction of this.reactions) await reaction(botId, lead)
    await forgetPerson(db, botId, personsOf(lead))
    await forgetRefusedRows(db, botId, isOf(lead))
    await db.transaction(tx => this.remove(tx, botId, id, caller))
    inbox.poke(botId)
  }

  private async remove(tx: Database, botId: string, id: number, caller: Caller): Promise<void> {
    await lockLeads(tx, botId)
    const [lead] = await leadsByIds(tx, botId, [id], true)
    if (!lead) throw noSuchLead(id)
    await deleteLead(tx, botId, id)
    await forgetPersons(tx, botId, personsOf(lead))
    await forgetSaid(tx, botId, personsOf(lead))
    await this.sources.audit.record(tx, botId, caller, {
      action: 'lead.forgotten',
      subject_type: 'lead',
      subject_id: String(id),
      details: null
    })
  }
}

/** Fewer digits are part of too many numbers. */
const NATIONAL_DIGITS = 10

/** Whether a row of a file, as it was typed, names this person. */
const isOf = ({ phone, email, email_key }: StoredLead): ((cells: readonly string[]) => boolean) => {
  const digits = phone === null ? null : phone.slice(1).slice(-NATIONAL_DIGITS)
  const addresses = [email, email_key].flatMap(address => (address === null ? [] : [address.toLowerCase()]))
  return cells =>
    cells.some(cell => {
      if (digits !== null && cell.replace(/\D/g, '').includes(digits)) return true
      const text = cell.toLowerCase()
      return addresses.some(address => text.includes(address))
    })
}
