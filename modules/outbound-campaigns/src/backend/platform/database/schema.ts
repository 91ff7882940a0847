import type { Migration } from './migrate'
import { settingsAndAudit } from './migrations/001-settings-and-audit'
import { outbox } from './migrations/002-outbox'
import { campaigns } from './migrations/003-campaigns'
import { inbox } from './migrations/004-inbox'
import { cheaperWrites } from './migrations/005-cheaper-writes'
import { leads } from './migrations/006-leads'
import { sequences } from './migrations/007-sequences'
import { engagement } from './migrations/008-engagement'
import { compliance } from './migrations/009-compliance'
import { singles } from './migrations/010-singles'
import { scores } from './migrations/011-scores'
import { metrics } from './migrations/012-metrics'
import { nurturingRuns } from './migrations/013-nurturing-runs'
import { reports } from './migrations/014-reports'
import { retryBackoff } from './migrations/015-retry-backoff'
import { evidenceOfAPerson } from './migrations/016-evidence-of-a-person'

/**
 * The schema's history. A version that has been released is never changed: what comes later is a new version.
 * Every table has `bot_id`, and every index that serves a list begins with it or with what belongs to one bot.
 */
export const migrations: readonly Migration[] = [
  settingsAndAudit,
  outbox,
  campaigns,
  inbox,
  cheaperWrites,
  leads,
  sequences,
  engagement,
  compliance,
  singles,
  scores,
  metrics,
  nurturingRuns,
  reports,
  retryBackoff,
  evidenceOfAPerson
]
