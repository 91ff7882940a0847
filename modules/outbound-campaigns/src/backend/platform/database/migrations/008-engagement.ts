import type { Migration } from '../migrate'

/**
 * outbound_events      what people did with what they were sent, or with what seems to be them. Rows are only added; of a
 *                      row that is there only the verdict is still written, until it is final (`told`), and what was
 *                      needed to find it (`origin`) is taken away then
 * outbound_event_keys  with which key other systems may report events, as a hash
 * outbound_polls       how far the engagement API of others was asked, by lead
 */
export const engagement: Migration = {
  version: 8,
  name: 'engagement',
  async up(db, { integer, json, serial }) {
    await db.execute(
      `create table if not exists outbound_events (
         id ${serial},
         bot_id text not null,
         lead_id ${integer} not null,
         person text,
         channel text,
         enrollment_id ${integer},
         sequence_id ${integer},
         step_key text,
         message_id ${integer},
         type text not null,
         source text not null,
         verdict text not null,
         signals ${json} not null,
         at ${integer} not null,
         final_at ${integer} not null,
         told ${integer} not null default 0,
         received_at ${integer} not null,
         since_sent ${integer},
         link text,
         origin text,
         client text,
         device text,
         country text,
         return_at ${integer},
         details ${json} not null,
         dedupe_key text not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_event_keys (
         bot_id text primary key,
         hash text not null,
         created_at ${integer} not null,
         created_by text
       )`
    )
    await db.execute(
      `create table if not exists outbound_polls (
         bot_id text not null,
         lead_id ${integer} not null,
         due_at ${integer} not null,
         asked_at ${integer},
         failures ${integer} not null default 0,
         known ${json} not null,
         primary key (bot_id, lead_id)
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  'unique index if not exists outbound_events_once on outbound_events (bot_id, dedupe_key)',
  // Lists, newest first, by what people filter by; the lead's also serves the timeline.
  'index if not exists outbound_events_list on outbound_events (bot_id, at, id)',
  'index if not exists outbound_events_lead on outbound_events (bot_id, lead_id, at, id)',
  'index if not exists outbound_events_type on outbound_events (bot_id, type, at, id)',
  // Whose verdict is due, and what happened around it.
  'index if not exists outbound_events_due on outbound_events (bot_id, final_at, id) where told = 0',
  'index if not exists outbound_events_message on outbound_events (message_id, at) where message_id is not null',
  'index if not exists outbound_events_origin on outbound_events (bot_id, origin, at) where origin is not null',
  'index if not exists outbound_polls_due on outbound_polls (bot_id, due_at)'
]
