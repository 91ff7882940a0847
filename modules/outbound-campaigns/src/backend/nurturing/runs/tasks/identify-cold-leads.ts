import type { Database } from '../../../platform/database/database'
import type { NurturingSequences } from '../../../sequences'
import { breath } from '../breath'
import { coldRules } from '../cold-rules'
import { findColdLeads } from '../cold-leads'
import type { Task } from '../task'

/** Finds whom nurturing is for; the sequences that begin with a cold lead say for whom they are. */
export const identifyColdLeads = (sources: { db: Database; sequences: NurturingSequences }): Task => ({
  name: 'identify_cold_leads',
  needs: ['ensure_schema'],
  async run({ botId, run, settings }) {
    const { db, sequences } = sources
    const own = await sequences.own(db, botId)
    const template = await sequences.template(db, botId, settings.language)
    const rules = coldRules(own, template, run)
    const { ids, lookedAt } = await findColdLeads(db, botId, rules, run.parameters.max_leads_per_run, breath)
    const isFull = ids.length === run.parameters.max_leads_per_run
    return {
      kind: 'done',
      counts: { found: ids.length, looked_at: lookedAt },
      leadsLeft: ids,
      notes: isFull
        ? [{ code: 'max_leads_per_run', detail: 'There may be more: the next run goes on with them.' }]
        : []
    }
  }
})
