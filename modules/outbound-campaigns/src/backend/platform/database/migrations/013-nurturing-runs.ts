import { addColumn } from '../add-column'
import type { Migration } from '../migrate'

/**
 * outbound_nurturing_runs      the runs of nurturing, each with its nine tasks. One at a time is `running` in a bot, held by
 *                              whoever has its token as long as its lease lasts
 * outbound_nurturing_schedule  when a bot's next run is due by its schedule, and for which schedule that was found
 *
 * A lead knows when nurturing took it (`nurtured_at`), so that it isn't looked at again; an enrollment when it went on after
 * a pause (`resumed_at`), so that it isn't paused again at once.
 */
export const nurturingRuns: Migration = {
  version: 13,
  name: 'nurturing-runs',
  async up(db, { integer, json, serial }) {
    await db.execute(
      `create table if not exists outbound_nurturing_runs (
         id ${serial},
         bot_id text not null,
         status text not null,
         dry_run ${integer} not null,
         scheduled_for ${integer},
         started_by text,
         parameters ${json} not null,
         tasks ${json} not null,
         leads_left ${json} not null,
         started_at ${integer} not null,
         finished_at ${integer},
         took_ms ${integer} not null default 0,
         attempts ${integer} not null default 1,
         claim_token text,
         lease_until ${integer},
         created_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_nurturing_schedule (
         bot_id text primary key,
         schedule text not null,
         zone text not null,
         due_at ${integer} not null
       )`
    )
    await addColumn(db, 'outbound_leads', 'nurtured_at', integer)
    await addColumn(db, 'outbound_enrollments', 'resumed_at', integer)
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  // One at a time.
  `unique index if not exists outbound_nurturing_runs_once on outbound_nurturing_runs (bot_id)
     where status = 'running'`,
  'index if not exists outbound_nurturing_runs_list on outbound_nurturing_runs (bot_id, id)',
  // Who may be cold and wasn't taken yet, longest known first.
  `index if not exists outbound_leads_cold on outbound_leads (bot_id, created_at, id)
     where nurtured_at is null and email_key is not null and status = 'active'`
]
