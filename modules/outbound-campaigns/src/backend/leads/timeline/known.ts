import type { Database } from '../../platform/database/database'
import { fromJson, toNumber, toText, toTextOrNull } from '../../platform/database/values'
import { personsOf, type StoredLead } from '../lead'
import { cutOut, isBefore, type TimelineEntry, type TimelineSource } from './source'

/** What the lead itself tells: when it came, agreed to be written to, and qualified. */
export const leadEntries: TimelineSource = {
  name: 'lead',
  read: async (_botId, lead, range) => cutOut(momentsOf(lead), range)
}

const momentsOf = (lead: StoredLead): TimelineEntry[] => {
  const { created_at, consent_at, consent_source, qualified_at, import_id } = lead
  const moment = (id: number, at: number | null, kind: string, details: TimelineEntry['details'] = {}) =>
    at === null ? [] : [{ at, id, kind, channel: null, details }]
  return [
    ...moment(1, consent_at, 'lead.consented', { source: consent_source }),
    ...moment(2, created_at, 'lead.created', import_id === null ? {} : { import_id }),
    ...moment(3, qualified_at, 'lead.qualified')
  ]
}

/** From which channels they were taken off, and why. */
export const optOutEntries = (db: Database): TimelineSource => ({
  name: 'opt-outs',
  async read(botId, lead, range) {
    const rows = await db.query(
      `select s.person, s.channel, s.source, s.evidence, s.at from ${db.rows({ person: 'text' })} given
        cross join outbound_suppressions s where s.bot_id = ? and s.person = given.person
        order by s.person, s.channel`,
      [JSON.stringify(personsOf(lead).map(person => ({ person }))), botId]
    )
    const entries = rows.map((row, index): TimelineEntry => {
      const channel = toText(row.channel)
      return {
        at: toNumber(row.at),
        id: index + 1,
        kind: 'opt_out',
        channel: channel === 'all' ? null : channel,
        details: { channel, source: toText(row.source), evidence: toTextOrNull(row.evidence) }
      }
    })
    return cutOut(entries, range)
  }
})

/** What people here did with the lead. That it was created, it tells itself. */
export const auditEntries = (db: Database): TimelineSource => ({
  name: 'audit',
  async read(botId, lead, { before, limit }) {
    const next = isBefore(before)
    const rows = await db.query(
      `select id, at, actor, action, details from outbound_audit
        where bot_id = ? and subject_type = 'lead' and subject_id = ? and action <> 'lead.created' and ${next.sql}
        order by at desc, id desc limit ?`,
      [botId, String(lead.id), ...next.bindings, limit]
    )
    return rows.map(row => ({
      at: toNumber(row.at),
      id: toNumber(row.id),
      kind: toText(row.action),
      channel: null,
      details: { actor: toTextOrNull(row.actor), ...objectOf(fromJson(row.details)) }
    }))
  }
})

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})
