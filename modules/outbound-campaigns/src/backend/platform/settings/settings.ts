import type { Audit } from '../audit/audit'
import type { Database } from '../database/database'
import type { Caller } from '../http/route'
import { languageOf } from './language'
import {
  DEFAULTS,
  decisionsSchema,
  shown,
  type Settings,
  type Decisions,
  type SettingsChange,
  type ShownSettings
} from './schema'
import { keptQualifiedWebhook } from './qualified'
import { mergedScoring, scoringOf } from './scoring'
import { withoutShown } from './secrets'
import { lockDecisions, readDecisions, writeDecisions } from './store'

/** The settings of each bot. Read from the database every time: another node may have changed them a moment ago. */
export class SettingsService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit
  ) {}

  /** `on`: within a transaction, so that SQLite's one connection is not waited for. */
  async of(botId: string, on: Database = this.db): Promise<Settings> {
    return withDefaults(decisionsOf(await readDecisions(on, botId)))
  }

  change(botId: string, change: SettingsChange, caller: Caller): Promise<Settings> {
    return this.db.transaction(async tx => {
      await lockDecisions(tx, botId)
      const decided = decisionsOf(await readDecisions(tx, botId))
      const decisions = {
        ...decided,
        ...change,
        notify: { ...decided.notify, ...notifyChange(change.notify) },
        scoring: mergedScoring(decided.scoring, change.scoring),
        qualified_webhook: {
          ...decided.qualified_webhook,
          ...keptQualifiedWebhook(change.qualified_webhook)
        },
        tracking: { ...decided.tracking, ...change.tracking }
      }
      const before = withDefaults(decided)
      const after = withDefaults(decisions)
      await writeDecisions(tx, botId, decisions, caller.email)
      // Saved without a change, nobody is to be asked for it later. A secret that takes another's place is one.
      if (JSON.stringify(after) === JSON.stringify(before)) return after
      await this.audit.record(tx, botId, caller, {
        action: 'settings.changed',
        subject_type: 'settings',
        subject_id: null,
        details: changesBetween(shown(before), shown(after))
      })
      return after
    })
  }
}

const notifyChange = (notify: SettingsChange['notify']): Decisions['notify'] => notify && withoutShown(notify)

const withDefaults = ({
  notify,
  scoring,
  qualified_webhook: webhook,
  tracking,
  ...decided
}: Decisions): Settings => ({
  ...DEFAULTS,
  ...decided,
  language: decided.language ?? languageOf(decided.default_country ?? DEFAULTS.default_country),
  notify: { ...DEFAULTS.notify, ...notify },
  scoring: scoringOf(scoring),
  qualified_webhook: { ...DEFAULTS.qualified_webhook, ...webhook },
  tracking: { ...DEFAULTS.tracking, ...tracking }
})

/**
 * What was decided, as far as it still makes sense: a value that an older version of the module took and this one
 * refuses must not lock anybody out. That one falls back to its default, the others stay.
 */
const decisionsOf = (stored: unknown): Decisions => {
  const whole = decisionsSchema.safeParse(stored)
  if (whole.success) return whole.data
  const one = Object.entries<unknown>(stored !== null && typeof stored === 'object' ? { ...stored } : {})
  const kept = one.filter(([name, value]) => decisionsSchema.safeParse({ [name]: value }).success)
  return decisionsSchema.parse(Object.fromEntries(kept))
}

const changesBetween = (
  before: ShownSettings,
  after: ShownSettings
): Record<string, { from: unknown; to: unknown }> => {
  const changed = (Object.keys(after) as Array<keyof ShownSettings>).filter(
    name => JSON.stringify(before[name]) !== JSON.stringify(after[name])
  )
  return Object.fromEntries(changed.map(name => [name, { from: before[name], to: after[name] }]))
}
