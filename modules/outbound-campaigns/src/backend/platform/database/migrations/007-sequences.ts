import type { Migration } from '../migrate'

/**
 * outbound_sequences          what is sent to whom and by which rules; `version_id` is the version that new people get
 * outbound_sequence_versions  a list of steps that never changes once somebody is in it; `people` of the versions before
 *                             it stay on theirs (`stay`), are being brought along (`moving`), or have been (`moved`)
 * outbound_sequence_steps     the steps of a version; the same step has the same `key` in every version
 * outbound_enrollments        a lead in a sequence: where they are and when something is due
 * outbound_executions         one row for each step that a lead has come to, with what became of it
 * outbound_tasks              what people have to do for a step
 * outbound_sequence_days      how much of a day's limit is used, by sequence and by sender
 */
export const sequences: Migration = {
  version: 7,
  name: 'sequences',
  async up(db, { integer, json, key, serial }) {
    await db.execute(
      `create table if not exists outbound_sequences (
         id ${serial},
         bot_id text not null,
         name text not null,
         name_key ${key} not null,
         description text,
         category text not null,
         icp text,
         priority_filter text,
         min_score ${integer},
         max_score ${integer},
         active ${integer} not null,
         trigger_kind text not null,
         trigger_score ${integer},
         settings ${json} not null,
         version_id ${integer},
         revision ${integer} not null default 1,
         stopped_reason ${json},
         default_key text,
         created_at ${integer} not null,
         created_by text,
         updated_at ${integer} not null,
         deleted_at ${integer}
       )`
    )
    await db.execute(
      `create table if not exists outbound_sequence_versions (
         id ${serial},
         bot_id text not null,
         sequence_id ${integer} not null,
         n ${integer} not null,
         in_use ${integer} not null default 0,
         people text not null default 'stay',
         created_at ${integer} not null,
         created_by text
       )`
    )
    await db.execute(
      `create table if not exists outbound_sequence_steps (
         id ${serial},
         bot_id text not null,
         sequence_id ${integer} not null,
         version_id ${integer} not null,
         key text not null,
         parent_key text,
         branch text,
         position ${integer} not null,
         type text not null,
         delay_days ${integer} not null,
         delay_hours ${integer} not null,
         config ${json} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_enrollments (
         id ${serial},
         bot_id text not null,
         sequence_id ${integer} not null,
         version_id ${integer} not null,
         lead_id ${integer} not null,
         status text not null,
         reason_code text,
         reason text,
         step_key text,
         channel text,
         visit ${integer} not null default 1,
         waiting_for text not null,
         due_at ${integer},
         due_why ${json},
         anchor_at ${integer} not null,
         hold_until ${integer},
         fresh ${integer} not null default 1,
         moves ${integer} not null default 0,
         source text not null,
         deal_id text,
         emails_sent ${integer} not null default 0,
         whatsapps_sent ${integer} not null default 0,
         opened ${integer} not null default 0,
         clicked ${integer} not null default 0,
         replied ${integer} not null default 0,
         bounced ${integer} not null default 0,
         qualified_at ${integer},
         started_at ${integer} not null,
         last_sent_at ${integer},
         ended_at ${integer},
         created_at ${integer} not null,
         created_by text,
         updated_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_executions (
         enrollment_id ${integer} not null,
         step_key text not null,
         visit ${integer} not null,
         bot_id text not null,
         sequence_id ${integer} not null,
         version_id ${integer} not null,
         lead_id ${integer} not null,
         type text not null,
         channel text,
         status text not null,
         reason_code text,
         reason text,
         outcome ${json},
         subject text,
         message_id ${integer},
         provider_id text,
         retries ${integer} not null default 0,
         open_count ${integer} not null default 0,
         click_count ${integer} not null default 0,
         opened_at ${integer},
         clicked_at ${integer},
         replied_at ${integer},
         bounced_at ${integer},
         started_at ${integer} not null,
         finished_at ${integer},
         primary key (enrollment_id, step_key, visit)
       )`
    )
    await db.execute(
      `create table if not exists outbound_tasks (
         id ${serial},
         bot_id text not null,
         sequence_id ${integer} not null,
         enrollment_id ${integer} not null,
         step_key text not null,
         visit ${integer} not null,
         lead_id ${integer} not null,
         title text not null,
         note text,
         blocks ${integer} not null,
         status text not null,
         due_at ${integer} not null,
         done_at ${integer},
         done_by text,
         result text,
         created_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_sequence_days (
         bot_id text not null,
         scope text not null,
         day text not null,
         used ${integer} not null,
         primary key (bot_id, scope, day)
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  'index if not exists outbound_sequences_list on outbound_sequences (bot_id, id)',
  'index if not exists outbound_sequences_name on outbound_sequences (bot_id, name_key)',
  // The module's own sequences are there once each.
  `unique index if not exists outbound_sequences_default on outbound_sequences (bot_id, default_key)
     where default_key is not null and deleted_at is null`,
  // Whose people are still to be brought along to a new version.
  `index if not exists outbound_sequence_versions_moving on outbound_sequence_versions (bot_id, sequence_id, n)
     where people = 'moving'`,
  'unique index if not exists outbound_sequence_versions_n on outbound_sequence_versions (sequence_id, n)',
  'unique index if not exists outbound_sequence_steps_key on outbound_sequence_steps (version_id, key)',
  // One at a time: who is in a sequence can't be put into it again.
  `unique index if not exists outbound_enrollments_once on outbound_enrollments (sequence_id, lead_id)
     where status in ('active', 'paused')`,
  // What is due in a sequence, by the channel of the step (null: none): follow-ups before new leads.
  `index if not exists outbound_enrollments_due on outbound_enrollments (sequence_id, channel, fresh, due_at, id)
     where status = 'active' and due_at is not null`,
  // Which sequences have something due.
  `index if not exists outbound_enrollments_next on outbound_enrollments (bot_id, due_at)
     where status = 'active' and due_at is not null`,
  'index if not exists outbound_enrollments_list on outbound_enrollments (bot_id, id)',
  'index if not exists outbound_enrollments_sequence on outbound_enrollments (sequence_id, status, id)',
  // Who is or was in it.
  'index if not exists outbound_enrollments_members on outbound_enrollments (sequence_id, lead_id)',
  'index if not exists outbound_enrollments_lead on outbound_enrollments (lead_id, id)',
  `index if not exists outbound_executions_message on outbound_executions (message_id) where message_id is not null`,
  // What was sent on which day, and what came of it.
  'index if not exists outbound_executions_days on outbound_executions (bot_id, started_at)',
  'index if not exists outbound_executions_sequence on outbound_executions (sequence_id, started_at)',
  'index if not exists outbound_executions_lead on outbound_executions (lead_id, started_at)',
  'unique index if not exists outbound_tasks_once on outbound_tasks (enrollment_id, step_key, visit)',
  'index if not exists outbound_tasks_list on outbound_tasks (bot_id, status, due_at, id)'
]
