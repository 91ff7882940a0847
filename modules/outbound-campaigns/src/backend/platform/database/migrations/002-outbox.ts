import type { Migration } from '../migrate'

/**
 * What is owed to whom, and every attempt to deliver it. Campaigns and sequences share these tables; `owner_type` and
 * `owner_id` say whose a row is.
 *
 * outbound_lanes        one per owner: whether it is open, its pace and its counts, kept in the transaction of the rows
 * outbound_reasons      how many of an owner's messages ended in a status for a reason
 * outbound_timeline     how many were sent, delivered and failed in each minute
 * outbound_costs        what the provider said the messages cost, by currency
 * outbound_messages     one per message owed
 * outbound_attempts     the send log: written before the provider is called, completed after
 * outbound_senders      the budget of each number or mailbox, shared by every lane and every process
 * outbound_contacts     when a sender last wrote to a person, for the limits that count people
 * outbound_suppressions who must not be written to
 */
export const outbox: Migration = {
  version: 2,
  name: 'outbox',
  async up(db, { integer, json, key, serial }) {
    await db.execute(
      `create table if not exists outbound_lanes (
         owner_type text not null,
         owner_id ${integer} not null,
         bot_id text not null,
         channel text not null,
         open ${integer} not null,
         batch_size ${integer} not null,
         batch_interval_ms ${integer} not null,
         concurrency ${integer} not null,
         max_retries ${integer} not null,
         max_error_rate double precision not null,
         max_consecutive_errors ${integer} not null,
         batch_started_at ${integer},
         batch_used ${integer} not null default 0,
         recent_results text not null default '',
         pending ${integer} not null default 0,
         sending ${integer} not null default 0,
         sent ${integer} not null default 0,
         delivered ${integer} not null default 0,
         "read" ${integer} not null default 0,
         failed ${integer} not null default 0,
         skipped ${integer} not null default 0,
         cancelled ${integer} not null default 0,
         unconfirmed ${integer} not null default 0,
         replied ${integer} not null default 0,
         opted_out ${integer} not null default 0,
         primary key (owner_type, owner_id)
       )`
    )
    await db.execute(
      `create table if not exists outbound_reasons (
         owner_type text not null,
         owner_id ${integer} not null,
         status text not null,
         code text not null,
         n ${integer} not null,
         primary key (owner_type, owner_id, status, code)
       )`
    )
    await db.execute(
      `create table if not exists outbound_timeline (
         owner_type text not null,
         owner_id ${integer} not null,
         minute ${integer} not null,
         sent ${integer} not null default 0,
         delivered ${integer} not null default 0,
         failed ${integer} not null default 0,
         primary key (owner_type, owner_id, minute)
       )`
    )
    await db.execute(
      `create table if not exists outbound_costs (
         owner_type text not null,
         owner_id ${integer} not null,
         currency text not null,
         amount double precision not null,
         primary key (owner_type, owner_id, currency)
       )`
    )
    await db.execute(
      `create table if not exists outbound_messages (
         id ${serial},
         bot_id text not null,
         owner_type text not null,
         owner_id ${integer} not null,
         channel text not null,
         person text not null,
         dedupe_key ${key} not null,
         import_id ${integer},
         line ${integer},
         data ${json},
         status text not null,
         reason_code text,
         reason text,
         attempts ${integer} not null default 0,
         spared_attempts ${integer} not null default 0,
         not_before ${integer} not null default 0,
         lease_until ${integer},
         provider_id text,
         last_attempt_at ${integer},
         sent_at ${integer},
         delivered_at ${integer},
         read_at ${integer},
         replied_at ${integer},
         price double precision,
         currency text,
         updated_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_attempts (
         message_id ${integer} not null,
         n ${integer} not null,
         bot_id text not null,
         sender text not null,
         started_at ${integer} not null,
         outcome text,
         provider_id text,
         code text,
         detail text,
         settled_at ${integer},
         primary key (message_id, n)
       )`
    )
    await db.execute(
      `create table if not exists outbound_senders (
         sender text primary key,
         next_slot_at double precision not null default 0,
         slow_factor double precision not null default 1,
         slowed_at ${integer},
         paused_until ${integer} not null default 0
       )`
    )
    await db.execute(
      `create table if not exists outbound_contacts (
         sender text not null,
         person text not null,
         last_at ${integer} not null,
         primary key (sender, person)
       )`
    )
    await db.execute(
      `create table if not exists outbound_suppressions (
         bot_id text not null,
         person text not null,
         channel text not null,
         source text not null,
         at ${integer} not null,
         primary key (bot_id, person, channel)
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  // One row a person in a campaign, one a step in a sequence: the second of the same is refused here.
  'unique index if not exists outbound_messages_once on outbound_messages (owner_type, owner_id, dedupe_key)',
  // The next claim, and lists by status.
  'index if not exists outbound_messages_due on outbound_messages (owner_type, owner_id, status, not_before, id)',
  'index if not exists outbound_messages_list on outbound_messages (owner_type, owner_id, id)',
  // Whom a reason concerns. Most rows have none.
  `index if not exists outbound_messages_reason on outbound_messages (owner_type, owner_id, reason_code, status, id)
     where reason_code is not null`,
  `index if not exists outbound_messages_leased on outbound_messages (lease_until) where status = 'sending'`,
  'index if not exists outbound_messages_provider on outbound_messages (provider_id) where provider_id is not null',
  // Who was written to last, for replies and the frequency cap.
  // Only of those who were: an upload of a million people needn't keep it.
  `index if not exists outbound_messages_person on outbound_messages (bot_id, person, last_attempt_at)
     where last_attempt_at is not null`,
  'index if not exists outbound_contacts_recent on outbound_contacts (sender, last_at)'
]
