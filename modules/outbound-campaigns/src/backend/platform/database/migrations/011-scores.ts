import type { Migration } from '../migrate'

/**
 * outbound_score_marks     what was counted already: one row for each mail that a lead opened or clicked, one for each
 *                          reply, so that nothing counts twice whoever tells it again
 * outbound_lead_scores     how much of each kind a lead has done: what points are worked out from, by whatever model
 * outbound_qualifications  who has qualified, when, with what, and whether the other system was told
 * outbound_rescorings      leads whose points are worked out anew, and how far that is
 */
export const scores: Migration = {
  version: 11,
  name: 'scores',
  async up(db, { integer, json, serial }) {
    await db.execute(
      `create table if not exists outbound_score_marks (
         lead_id ${integer} not null,
         kind text not null,
         what text not null,
         bot_id text not null,
         primary key (lead_id, kind, what)
       )`
    )
    await db.execute(
      `create table if not exists outbound_lead_scores (
         lead_id ${integer} primary key,
         bot_id text not null,
         opens ${integer} not null,
         clicks ${integer} not null,
         replies ${integer} not null,
         last_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_qualifications (
         id ${serial},
         bot_id text not null,
         lead_id ${integer} not null,
         at ${integer} not null,
         how text not null,
         asked_by text,
         total double precision not null,
         score double precision,
         points ${integer} not null,
         opens ${integer} not null,
         clicks ${integer} not null,
         replies ${integer} not null,
         model text not null,
         min_score ${integer} not null,
         webhook text not null,
         webhook_status ${integer},
         webhook_error text,
         webhook_at ${integer},
         tells ${integer} not null default 0
       )`
    )
    await db.execute(
      `create table if not exists outbound_rescorings (
         id ${serial},
         bot_id text not null,
         status text not null,
         scoring ${json} not null,
         asked_by text,
         started_at ${integer} not null,
         finished_at ${integer},
         after_id ${integer} not null,
         leads ${integer} not null,
         done ${integer} not null,
         changed ${integer} not null
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

/** As `totalInSql` of the leads says it. */
const TOTAL = '(coalesce(score, 0) + points)'

const INDEXES = [
  // Whose total has reached a score, of those who have earned any of it; and who of them may qualify.
  `index if not exists outbound_leads_total on outbound_leads (bot_id, ${TOTAL}, id) where points > 0`,
  `index if not exists outbound_leads_unqualified on outbound_leads (bot_id, ${TOTAL}, id)
     where points > 0 and qualified_at is null`,
  // All who have done anything, one after the other.
  'index if not exists outbound_lead_scores_bot on outbound_lead_scores (bot_id, lead_id)',
  'index if not exists outbound_qualifications_list on outbound_qualifications (bot_id, at, id)',
  'index if not exists outbound_qualifications_lead on outbound_qualifications (lead_id, id)',
  'index if not exists outbound_rescorings_bot on outbound_rescorings (bot_id, id)',
  // One at a time.
  `unique index if not exists outbound_rescorings_once on outbound_rescorings (bot_id) where status = 'running'`
]
