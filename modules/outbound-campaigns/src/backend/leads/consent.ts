import type { Database } from '../platform/database/database'
import { leadsByPersons } from './store'

/** On which basis these persons are written to: where and when they agreed, as far as it was brought in with them. */
export const consentOf = async (
  db: Database,
  botId: string,
  persons: readonly string[]
): Promise<Map<string, { leadId: number; source: string | null; at: number | null }>> => {
  if (persons.length === 0) return new Map()
  const leads = await leadsByPersons(db, botId, persons)
  return new Map(
    [...leads].map(([person, { id, consent_source, consent_at }]) => [
      person,
      { leadId: id, source: consent_source, at: consent_at }
    ])
  )
}
