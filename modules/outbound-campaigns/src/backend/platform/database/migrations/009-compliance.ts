import type { Migration } from '../migrate'

/**
 * outbound_bounces         how often in a row a mailbox could not take a mail for the moment
 * outbound_guard_days      what was sent, bounced and called spam in each day, by sequence and over all mails
 * outbound_evidence        the compliance log. `facts` are sealed by `hash` and never change; `personal` says who it was,
 *                          only its keyed digest is sealed, and it may be taken away
 * outbound_evidence_seals  runs of entries, each seal holding the hash of the one before
 * outbound_evidence_heads  where each bot's log ends, and how far the send log was read into it
 *
 * Suppressions are listed, and the send log is read in the order of its time.
 */
export const compliance: Migration = {
  version: 9,
  name: 'compliance',
  async up(db, { integer, json, serial }) {
    await db.execute(
      `create table if not exists outbound_bounces (
         bot_id text not null,
         person text not null,
         n ${integer} not null,
         last_at ${integer} not null,
         primary key (bot_id, person)
       )`
    )
    await db.execute(
      `create table if not exists outbound_guard_days (
         bot_id text not null,
         scope text not null,
         day ${integer} not null,
         sent ${integer} not null default 0,
         bounced ${integer} not null default 0,
         complained ${integer} not null default 0,
         primary key (bot_id, scope, day)
       )`
    )
    await db.execute(
      `create table if not exists outbound_evidence (
         id ${serial},
         bot_id text not null,
         seq ${integer},
         kind text not null,
         at ${integer} not null,
         subject text,
         facts ${json} not null,
         personal ${json},
         personal_hash text,
         hash text
       )`
    )
    await db.execute(
      `create table if not exists outbound_evidence_seals (
         bot_id text not null,
         n ${integer} not null,
         first_seq ${integer} not null,
         last_seq ${integer} not null,
         first_at ${integer} not null,
         last_at ${integer} not null,
         root text not null,
         hash text not null,
         sealed_at ${integer} not null,
         removed_at ${integer},
         primary key (bot_id, n)
       )`
    )
    await db.execute(
      `create table if not exists outbound_evidence_heads (
         bot_id text primary key,
         seq ${integer} not null default 0,
         seals ${integer} not null default 0,
         hash text not null default '',
         read_at ${integer} not null default 0,
         read_message ${integer} not null default 0,
         read_n ${integer} not null default 0
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
    const person = db.dialect === 'postgres' ? 'person collate "C"' : 'person'
    await db.execute(
      `create index if not exists outbound_suppressions_person on outbound_suppressions (bot_id, ${person}, channel)`
    )
  }
}

const INDEXES = [
  // Newest first.
  'index if not exists outbound_suppressions_list on outbound_suppressions (bot_id, at, person, channel)',
  // Written once, in the order of time, and never moved: nothing else of an attempt is in it.
  'index if not exists outbound_attempts_time on outbound_attempts (bot_id, started_at, message_id, n)',
  'index if not exists outbound_evidence_list on outbound_evidence (bot_id, at, id)',
  'unique index if not exists outbound_evidence_seq on outbound_evidence (bot_id, seq) where seq is not null',
  'index if not exists outbound_evidence_open on outbound_evidence (bot_id, id) where seq is null',
  'index if not exists outbound_evidence_subject on outbound_evidence (bot_id, subject) where subject is not null'
]
