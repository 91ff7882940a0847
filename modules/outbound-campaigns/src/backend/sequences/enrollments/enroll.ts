import { findHolders, leadsByIds, type StoredLead } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { normalizeEmail } from '../../platform/email/address'
import { normalizePhone } from '../../platform/phone/phone'
import type { SettingsService } from '../../platform/settings/settings'
import { breath } from '../engine/breath'
import { findSequence, findVersion, takeIntoUse, type StoredSequence } from '../templates/store'
import { channelsOf, insertEnrollments, refusalOf, suppressedOn, whoIsIn, type Beginning } from './insert'

/** Whom somebody means: by any of the identities by which leads are known. */
export interface LeadRef {
  lead_id?: number
  ext_id?: string
  email?: string
  phone_number?: string
}

/**
 * enrolled    they are in it from now on
 * already_in  they were, and stay where they are
 * opted_out   they want to hear nothing any more, or not on this sequence's channels
 * no_address  there is no address on any channel of the sequence
 * not_found   the bot knows nobody like that
 * conflict    what was given is of different people
 * inactive    the sequence takes nobody
 * no_steps    there is nothing in it
 * not_meant   the sequence is for others: its profile, priority or scores
 */
export const ENROLL_RESULTS = [
  'enrolled',
  'already_in',
  'opted_out',
  'no_address',
  'not_found',
  'conflict',
  'inactive',
  'no_steps',
  'not_meant'
] as const
export type EnrollResult = (typeof ENROLL_RESULTS)[number]

export interface Enrolled {
  leadId: number | null
  result: EnrollResult
  enrollmentId: number | null
}

export interface EnrollSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  changed(botId: string, sequenceId: number): void
}

export interface EnrollOptions extends Beginning {
  /** Also where it is switched off: they wait until somebody switches it on. */
  whileInactive?: boolean
}

const AT_A_TIME = 500

/** Puts people into sequences: a few statements for some hundreds of them, in short transactions. */
export class Enrolling {
  constructor(private readonly sources: EnrollSources) {}

  /** Each lead's result, in the order in which they are given. */
  async enroll(
    botId: string,
    sequenceId: number,
    leadIds: readonly number[],
    options: EnrollOptions
  ): Promise<Enrolled[]> {
    const results: Enrolled[] = []
    const seen = new Set<number>()
    for (let from = 0; from < leadIds.length; from += AT_A_TIME) {
      const some = leadIds.slice(from, from + AT_A_TIME)
      const fresh = some.filter(id => !seen.has(id) && seen.add(id))
      const done = await this.sources.db.transaction(tx =>
        this.enrollIn(tx, botId, sequenceId, fresh, options)
      )
      const byLead = new Map(done.map(one => [one.leadId, one]))
      for (const id of some) {
        const one = byLead.get(id)
        if (one) results.push(one)
        byLead.set(id, { leadId: id, result: 'already_in', enrollmentId: one?.enrollmentId ?? null })
      }
      if (from + AT_A_TIME < leadIds.length) await breath()
    }
    this.sources.changed(botId, sequenceId)
    return results
  }

  /** The same in a transaction of the caller's, for some hundreds at most. */
  async enrollIn(
    tx: Database,
    botId: string,
    sequenceId: number,
    leadIds: readonly number[],
    options: EnrollOptions
  ): Promise<Enrolled[]> {
    const all = (result: EnrollResult): Enrolled[] =>
      leadIds.map(leadId => ({ leadId, result, enrollmentId: null }))
    const sequence = await findSequence(tx, botId, sequenceId)
    if (!sequence || sequence.deletedAt !== null) return all('inactive')
    if (!sequence.active && !options.whileInactive) return all('inactive')
    if (sequence.versionId === null) return all('no_steps')
    // From the commit on the version never changes; so its steps are read behind this.
    await takeIntoUse(tx, [sequence.versionId])
    const version = await findVersion(tx, botId, sequence.versionId)
    if (!version || version.steps.length === 0) return all('no_steps')

    const leads = new Map((await leadsByIds(tx, botId, leadIds)).map(lead => [lead.id, lead]))
    const before = await whoIsIn(tx, sequenceId, leadIds)
    const channels = channelsOf(version)
    const suppressed = await suppressedOn(tx, botId, channels, [...leads.values()])
    const results = leadIds.map((leadId): Enrolled => {
      const lead = leads.get(leadId)
      const enrollmentId = before.get(leadId) ?? null
      if (!lead) return { leadId, result: 'not_found', enrollmentId: null }
      if (enrollmentId !== null) return { leadId, result: 'already_in', enrollmentId }
      return { leadId, result: refusalOf(lead, channels, suppressed) ?? 'enrolled', enrollmentId: null }
    })
    const going = results.flatMap(({ leadId, result }) =>
      result === 'enrolled' && leadId !== null ? (leads.get(leadId) ?? []) : []
    )
    const { timezone } = await this.sources.settings.of(botId, tx)
    const now = this.sources.calendar.now()
    await insertEnrollments(tx, botId, sequence, version, going, options, { now, zone: timezone })
    const after = await whoIsIn(
      tx,
      sequenceId,
      going.map(({ id }) => id)
    )
    return results.map(one =>
      one.result === 'enrolled' && one.leadId !== null
        ? { ...one, enrollmentId: after.get(one.leadId) ?? null }
        : one
    )
  }

  /** Who is meant by each; a lead, or why there is none. */
  async find(botId: string, refs: readonly LeadRef[]): Promise<Array<number | 'not_found' | 'conflict'>> {
    const { default_country } = await this.sources.settings.of(botId)
    const found: Array<number | 'not_found' | 'conflict'> = []
    for (let from = 0; from < refs.length; from += AT_A_TIME) {
      const some = refs
        .slice(from, from + AT_A_TIME)
        .map(ref => ({ ref, keys: keysOf(ref, default_country) }))
      const holders = await findHolders(
        this.sources.db,
        botId,
        some.map(({ keys }) => keys)
      )
      const index = new Index(holders)
      found.push(...some.map(({ ref, keys }) => index.meant(ref, keys)))
    }
    return found
  }
}

interface Keys {
  ext_id?: string
  email_key?: string
  phone?: string
}

const keysOf = ({ ext_id, email, phone_number }: LeadRef, country: string): Keys => {
  const mail = email === undefined ? undefined : normalizeEmail(email)
  const phone = phone_number === undefined ? undefined : normalizePhone(phone_number, country)
  return {
    ...(ext_id !== undefined && { ext_id }),
    ...(mail && mail.kind !== 'invalid' && { email_key: mail.person }),
    ...(phone && phone.kind !== 'invalid' && { phone: phone.person })
  }
}

class Index {
  private readonly byKey = new Map<string, number>()

  constructor(leads: readonly StoredLead[]) {
    for (const lead of leads)
      for (const name of ['ext_id', 'email_key', 'phone'] as const) {
        const value = lead[name]
        if (value !== null) this.byKey.set(`${name} ${value}`, lead.id)
      }
  }

  meant({ lead_id }: LeadRef, keys: Keys): number | 'not_found' | 'conflict' {
    const ids = Object.entries(keys).flatMap(([name, value]) => this.byKey.get(`${name} ${value}`) ?? [])
    const all = new Set([...ids, ...(lead_id === undefined ? [] : [lead_id])])
    const [one] = all
    return one === undefined ? 'not_found' : all.size > 1 ? 'conflict' : one
  }
}

/** Whether a sequence is meant for this lead: what its trigger and its profile ask. */
export const isMeantFor = (
  {
    icp,
    priorityFilter,
    minScore,
    maxScore
  }: Pick<StoredSequence, 'icp' | 'priorityFilter' | 'minScore' | 'maxScore'>,
  lead: StoredLead,
  score: number,
  sameName: (a: string, b: string) => boolean
): boolean =>
  (icp === null || (lead.icp !== null && sameName(icp, lead.icp))) &&
  (priorityFilter === null || lead.priority === priorityFilter) &&
  (minScore === null || score >= minScore) &&
  (maxScore === null || score <= maxScore)
