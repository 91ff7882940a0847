import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import { route, type AnyRoute } from '../../platform/http/route'
import { streamText } from '../../platform/http/stream'
import type { Job } from '../../platform/scheduler'
import type { SettingsService } from '../../platform/settings/settings'
import { removeOldDays } from '../guard/days'
import type { AddressBook } from '../opt-outs'
import { collect, type ConsentOf } from './collect'
import { countEvidence, evidenceAsLines, listEvidence, shownEvidence, type EvidenceWanted } from './list'
import { removeOld } from './retention'
import { evidenceListSchema, evidenceQuerySchema, verificationSchema, type EvidenceFilter } from './schema'
import { seal } from './seal'
import { subjectsTyped } from './search'
import { verify } from './verify'

export interface EvidenceParts {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  /** Told by the leads, both. */
  book: Pick<AddressBook, 'known'>
  consentOf: ConsentOf
}

const tag = 'Compliance'
/** A seal a minute is enough: until then an entry stands in the log without one. */
const EVERY_MS = 60_000
/** Between two pieces the bot's own work gets its turn. */
const PAUSE_MS = 50
const DAY_MS = 86_400_000

const pieces = {
  collect: ({ db, calendar, consentOf }: EvidenceParts, botId: string) =>
    collect(db, botId, Math.floor(calendar.now() / DAY_MS), consentOf),
  seal: ({ db }: EvidenceParts, botId: string) => seal(db, botId),
  async remove({ db, settings, calendar }: EvidenceParts, botId: string) {
    await removeOldDays(db, botId, Math.floor(calendar.now() / DAY_MS))
    const { evidence_retention_days } = await settings.of(botId)
    return evidence_retention_days !== null && (await removeOld(db, botId, evidence_retention_days))
  }
}

/** Brings the log up to date, one piece at each run, then rests. */
export const evidenceJob = (parts: EvidenceParts, botId: string): Job => {
  let restUntil = 0
  return {
    name: 'evidence',
    async run() {
      if (Date.now() < restUntil) return null
      for (const piece of [pieces.collect, pieces.seal, pieces.remove])
        if (await piece(parts, botId)) return PAUSE_MS
      restUntil = Date.now() + EVERY_MS
      return null
    }
  }
}

/** As much as one look may wait for; the job does the rest. */
const MOST_PIECES = 20

const bringUpToDate = async (parts: EvidenceParts, botId: string): Promise<void> => {
  for (const piece of [pieces.collect, pieces.seal])
    for (let n = 0; n < MOST_PIECES && (await piece(parts, botId)); n += 1)
      await new Promise(resolve => setImmediate(resolve))
}

const wantedOf = async (
  { db, settings, book }: EvidenceParts,
  botId: string,
  { search, ...filter }: EvidenceFilter
): Promise<EvidenceWanted> => {
  if (search === undefined) return filter
  const { default_country } = await settings.of(botId)
  return { ...filter, subjects: await subjectsTyped(db, botId, book, search, default_country) }
}

export const evidenceRoutes = (parts: EvidenceParts): AnyRoute[] => {
  const { db } = parts
  return [
    route({
      method: 'get',
      path: '/evidence/verify',
      tag,
      summary: 'Whether the compliance log is as it was written; names the first entry that is not',
      answer: verificationSchema,
      async handle({ botId }) {
        await bringUpToDate(parts, botId)
        const { finding, ...verified } = await verify(db, botId)
        const open = await db.first(
          'select count(*) as n from outbound_evidence where bot_id = ? and seq is null',
          [botId]
        )
        return { ok: finding === null, finding, ...verified, unsealed: toNumber(open?.n) }
      }
    }),
    route({
      method: 'get',
      path: '/evidence',
      tag,
      summary:
        'The compliance log: who was sent what and on which basis, opt-outs and batches, oldest first; searched, what is about one person',
      query: evidenceQuerySchema,
      answer: evidenceListSchema,
      async handle({ botId, query: { limit, cursor, format, ...filter } }, res) {
        await bringUpToDate(parts, botId)
        const wanted = await wantedOf(parts, botId, filter)
        if (format === 'jsonl') {
          const file = { type: 'application/x-ndjson', fileName: 'evidence.jsonl', mark: false }
          await streamText(res, file, evidenceAsLines(db, botId, wanted))
          return { items: [], next_cursor: null, total: 0 }
        }
        const { items, next_cursor } = await listEvidence(db, botId, wanted, { limit, cursor })
        return { items: items.map(shownEvidence), next_cursor, total: await countEvidence(db, botId, wanted) }
      }
    })
  ]
}
