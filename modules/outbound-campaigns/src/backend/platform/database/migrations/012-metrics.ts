import type { Migration } from '../migrate'

/** What is counted of a day, each in a column of its own. A later version that counts more adds columns. */
export const METRICS_COLUMNS = [
  'started',
  'qualified',
  'completed',
  'opted_out',
  'stopped',
  'failed',
  'tried',
  'sent',
  'sending_failed',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'raw_opened',
  'raw_clicked',
  'qualify_ms',
  'of_started_qualified',
  'of_started_completed',
  'of_started_opted_out',
  'of_started_stopped',
  'of_started_failed',
  'of_started_replied',
  'of_started_qualify_ms',
  'of_sent_delivered',
  'of_sent_opened',
  'of_sent_clicked',
  'of_sent_replied',
  'of_sent_bounced',
  'of_sent_complained',
  'of_sent_raw_opened',
  'of_sent_raw_clicked',
  'of_sent_qualified'
] as const

/**
 * outbound_metrics_heads  one for each bot: up to where its facts were read, and how far a rebuild has come
 * outbound_metrics_marks  of whom something was told: rows are only added, and removed when they were looked at
 * outbound_metrics_units  what was counted of each lead, and of each message that belongs to no sequence
 * outbound_metrics_days   the sums, by day, for each grain (all, sequence, step, sender, cohort). A rebuild makes a new
 *                         generation beside the one that is shown
 *
 * Enrollments are found by when they were last moved.
 */
export const metrics: Migration = {
  version: 12,
  name: 'metrics',
  async up(db, { integer, key }) {
    await db.execute(
      `create table if not exists outbound_metrics_heads (
         bot_id text primary key,
         version ${integer} not null default 0,
         generation ${integer} not null default 0,
         zone text,
         folded_at ${integer},
         rebuilt_at ${integer},
         holder text,
         lease_until ${integer} not null default 0,
         moved_at ${integer} not null default 0,
         moved_id ${integer} not null default 0,
         tried_at ${integer} not null default 0,
         tried_message ${integer} not null default 0,
         tried_n ${integer} not null default 0,
         looked_back_at ${integer} not null default 0,
         building ${integer},
         building_zone text,
         building_stage text,
         building_at ${integer} not null default 0,
         building_id ${integer} not null default 0,
         building_n ${integer} not null default 0,
         building_done ${integer} not null default 0,
         building_total ${integer} not null default 0,
         building_since ${integer},
         building_by text
       )`
    )
    await db.execute(
      `create table if not exists outbound_metrics_marks (
         id ${db.dialect === 'postgres' ? 'bigserial' : 'integer'} primary key${
           db.dialect === 'postgres' ? '' : ' autoincrement'
         },
         bot_id text not null,
         kind text not null,
         ref ${integer},
         provider_id text
       )`
    )
    await db.execute(
      `create table if not exists outbound_metrics_units (
         bot_id ${key} not null,
         kind ${key} not null,
         ref ${integer} not null,
         generation ${integer} not null,
         again_at ${integer},
         counted text not null,
         primary key (bot_id, kind, ref)
       )`
    )
    await db.execute(
      `create table if not exists outbound_metrics_days (
         bot_id ${key} not null,
         generation ${integer} not null,
         grain ${key} not null,
         sequence_id ${integer} not null,
         day ${integer} not null,
         part ${key} not null,
         sender ${key} not null,
         ${METRICS_COLUMNS.map(name => `${name} ${integer} not null default 0`).join(', ')},
         primary key (bot_id, generation, grain, sequence_id, day, part, sender)
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  'index if not exists outbound_metrics_marks_next on outbound_metrics_marks (bot_id, id)',
  'index if not exists outbound_metrics_units_again on outbound_metrics_units (bot_id, again_at) where again_at is not null',
  // Of whom nothing is there any more to count anew, at the end of a rebuild.
  'index if not exists outbound_metrics_units_older on outbound_metrics_units (bot_id, generation, kind, ref)',
  // The steps and senders of all sequences in a time.
  'index if not exists outbound_metrics_days_time on outbound_metrics_days (bot_id, generation, grain, day)',
  'index if not exists outbound_enrollments_moved on outbound_enrollments (bot_id, updated_at, id)'
]
