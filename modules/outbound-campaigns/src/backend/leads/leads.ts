import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { unprocessable } from '../platform/http/problem'
import type { Caller } from '../platform/http/route'
import { validationWords } from '../platform/http/validation-words'
import type { SettingsService } from '../platform/settings/settings'
import { changed } from './change'
import type { CreatedLeads } from './created'
import { givenLead, type GivenLead } from './given'
import { COLUMN_OF, hasIdentity, type Held } from './identity'
import { shownLead, type StoredLead } from './lead'
import type { SaidQualified } from './said-qualified'
import { conflictProblem, noIdentity, noSuchLead, takenProblem } from './refusals'
import { IDENTITIES, leadChangeSchema, type Lead, type LeadChange, type LeadInput } from './schema'
import { findHolders, leadsByIds, lockLeads, updateLeads } from './store'
import { coverOptOuts, upsertLeads } from './upsert'

export interface LeadSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  created: CreatedLeads
  saidQualified: SaidQualified
}

export interface UpsertResult {
  lead: StoredLead
  created: boolean
}

/** What people do with leads, one at a time. */
export class Leads {
  constructor(private readonly sources: LeadSources) {}

  async get(botId: string, id: number): Promise<Lead> {
    return (await this.view(botId))(await this.find(botId, id))
  }

  async find(botId: string, id: number, on: Database = this.sources.db, lock = false): Promise<StoredLead> {
    const [lead] = await leadsByIds(on, botId, [id], lock)
    if (!lead) throw noSuchLead(id)
    return lead
  }

  async show(botId: string, lead: StoredLead): Promise<Lead> {
    return (await this.view(botId))(lead)
  }

  /** Adds a lead, or brings the one up to date that is meant. Whatever follows from it comes later and by itself. */
  async upsert(botId: string, input: LeadInput, caller: Caller): Promise<UpsertResult> {
    const { default_country } = await this.sources.settings.of(botId)
    const given = givenLead(input, default_country)
    const result = await this.sources.db.transaction(tx => this.upsertIn(tx, botId, given, caller))
    this.sources.created.poke(botId)
    return result
  }

  /** The same within a transaction of the caller's, who pokes nobody: the inbox looks by itself. */
  async upsertIn(tx: Database, botId: string, given: GivenLead, caller: Caller): Promise<UpsertResult> {
    if (!hasIdentity(given)) throw noIdentity()
    const [one] = await upsertLeads(tx, botId, [given], this.sources.calendar.now())
    switch (one?.kind) {
      case 'created':
        await this.record(tx, botId, one.lead.id, caller, 'lead.created', null)
        await this.sources.created.tell(tx, botId, [one.lead.id])
        return { lead: await this.find(botId, one.lead.id, tx), created: true }
      case 'updated':
        refuseNobody(one.lead)
        await this.record(tx, botId, one.lead.id, caller, 'lead.changed', { fields: one.fields })
        return { lead: await this.find(botId, one.lead.id, tx), created: false }
      case 'unchanged':
      case 'repeated':
        return { lead: one.lead, created: false }
      case 'conflict':
        throw conflictProblem(one.meant)
      case undefined:
        throw new Error('A lead was given and nothing became of it.')
    }
  }

  /** Changes this lead, whoever it was: identities too, as long as nobody else has them. */
  async change(botId: string, id: number, change: LeadChange, caller: Caller): Promise<StoredLead> {
    const { default_country } = await this.sources.settings.of(botId)
    const { status, ...fields } = change
    const given = givenLead(fields, default_country)
    return this.sources.db.transaction(async tx => {
      await lockLeads(tx, botId)
      const before = await this.find(botId, id, tx, true)
      if (status !== undefined) given.qualified_at = this.qualifiedAt(before, status)
      const { lead, fields: names } = changed(before, given)
      refuseNobody(lead)
      await this.refuseTaken(tx, botId, lead)
      if (names.length === 0) return before
      await updateLeads(tx, [{ before, lead }])
      await coverOptOuts(tx, botId, [{ lead, before }])
      await this.record(tx, botId, id, caller, 'lead.changed', { fields: names })
      const after = await this.find(botId, id, tx)
      if (before.qualified_at === null && after.qualified_at !== null)
        await this.sources.saidQualified.tell(tx, botId, after, caller)
      return after
    })
  }

  /** One field by its name, own or custom, as a bot's flow says it: texts are read as what the field holds. */
  async setField(
    botId: string,
    id: number,
    field: string,
    value: string | number | boolean | null,
    caller: Caller
  ): Promise<StoredLead> {
    const isOwn = Object.prototype.hasOwnProperty.call(leadChangeSchema.shape, field) && field !== 'custom'
    const written =
      field === 'score' && typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    const change = leadChangeSchema.safeParse(isOwn ? { [field]: written } : { custom: { [field]: value } }, {
      error: validationWords
    })
    if (change.success) return this.change(botId, id, change.data, caller)
    const errors = change.error.issues.map(({ message }) => ({ path: field, message }))
    throw unprocessable(errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
  }

  private qualifiedAt({ qualified_at }: StoredLead, status: 'active' | 'qualified'): number | null {
    return status === 'active' ? null : (qualified_at ?? this.sources.calendar.now())
  }

  private async refuseTaken(tx: Database, botId: string, lead: StoredLead): Promise<void> {
    const others = (await findHolders(tx, botId, [lead])).filter(({ id }) => id !== lead.id)
    const held = others.flatMap(other =>
      IDENTITIES.filter(identity => {
        const column = COLUMN_OF[identity]
        return lead[column] !== null && lead[column] === other[column]
      }).map((identity): Held => ({ identity, leadId: other.id }))
    )
    if (held.length > 0) throw takenProblem(held)
  }

  private async view(botId: string): Promise<(lead: StoredLead) => Lead> {
    const { mx_prefix } = await this.sources.settings.of(botId)
    return lead => shownLead(lead, mx_prefix)
  }

  /** Names fields and no values: the audit outlives the person's wish to be forgotten. */
  private record(tx: Database, botId: string, id: number, caller: Caller, action: string, details: unknown) {
    return this.sources.audit.record(tx, botId, caller, {
      action,
      subject_type: 'lead',
      subject_id: String(id),
      details
    })
  }
}

const refuseNobody = (lead: StoredLead): void => {
  if (!hasIdentity(lead)) throw noIdentity()
}
