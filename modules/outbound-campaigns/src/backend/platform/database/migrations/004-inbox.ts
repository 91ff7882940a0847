import { addColumn } from '../add-column'
import type { Migration } from '../migrate'

/**
 * outbound_inbox      what we were told: written first, then answered, then worked off. `due_at` says when something is
 *                     due with a row: an open one may be taken (again), a finished one may be removed
 * outbound_addresses  under which address a channel knows a person, once it has said so
 * outbound_secrets    what public links are signed with, one of each kind for the whole installation
 *
 * The send log learns what was reported of an attempt and what it cost, a suppression what it goes back to.
 */
export const inbox: Migration = {
  version: 4,
  name: 'inbox',
  async up(db, { integer, serial }) {
    await db.execute(
      `create table if not exists outbound_inbox (
         id ${serial},
         bot_id text not null,
         kind text not null,
         dedupe_key text not null,
         subject text,
         body text not null,
         received_at ${integer} not null,
         status text not null,
         due_at ${integer} not null,
         claim_token text,
         attempts ${integer} not null default 0,
         error text
       )`
    )
    await db.execute(
      `create table if not exists outbound_addresses (
         bot_id text not null,
         channel text not null,
         person text not null,
         address text,
         user_id text,
         updated_at ${integer} not null,
         primary key (bot_id, channel, person)
       )`
    )
    await db.execute(
      `create table if not exists outbound_secrets (
         name text primary key,
         current text not null,
         previous text,
         changed_at ${integer} not null
       )`
    )
    await addColumn(db, 'outbound_attempts', 'reported', 'text')
    await addColumn(db, 'outbound_attempts', 'price', 'double precision')
    await addColumn(db, 'outbound_suppressions', 'evidence', 'text')
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  'unique index if not exists outbound_inbox_once on outbound_inbox (bot_id, dedupe_key)',
  // The next claim, and what may be removed.
  'index if not exists outbound_inbox_due on outbound_inbox (bot_id, status, due_at, id)',
  'index if not exists outbound_inbox_claimed on outbound_inbox (claim_token) where claim_token is not null',
  // What one person said lately.
  'index if not exists outbound_inbox_subject on outbound_inbox (bot_id, subject, id) where subject is not null',
  `index if not exists outbound_addresses_user on outbound_addresses (bot_id, channel, user_id) where user_id is not null`
]
