import type { Migration } from '../migrate'

/**
 * outbound_campaigns  what is sent and how; its people are messages of the outbox with owner_type 'campaign'
 * outbound_imports    one per upload: what the file was like and what became of its rows
 * outbound_refused    the rows of an upload that were not taken, as they stood in the file
 */
export const campaigns: Migration = {
  version: 3,
  name: 'campaigns',
  async up(db, { integer, json, key, serial }) {
    await db.execute(
      `create table if not exists outbound_campaigns (
         id ${serial},
         bot_id text not null,
         name text not null,
         name_key ${key} not null,
         status text not null,
         status_reason ${json},
         settings ${json} not null,
         scheduled_at ${integer},
         started_at ${integer},
         completed_at ${integer},
         created_at ${integer} not null,
         created_by text,
         updated_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_imports (
         id ${serial},
         bot_id text not null,
         owner_type text not null,
         owner_id ${integer} not null,
         status text not null,
         file_name text,
         columns ${json},
         mapping ${json},
         encoding text,
         delimiter text,
         row_count ${integer} not null default 0,
         accepted ${integer} not null default 0,
         duplicates ${integer} not null default 0,
         invalid ${integer} not null default 0,
         opted_out ${integer} not null default 0,
         started_at ${integer} not null,
         touched_at ${integer} not null,
         finished_at ${integer},
         started_by text
       )`
    )
    await db.execute(
      `create table if not exists outbound_refused (
         id ${serial},
         bot_id text not null,
         import_id ${integer} not null,
         line ${integer} not null,
         kind text not null,
         code text not null,
         column_name text,
         value text,
         message text not null,
         data ${json} not null
       )`
    )
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  'index if not exists outbound_campaigns_list on outbound_campaigns (bot_id, id)',
  'index if not exists outbound_campaigns_status on outbound_campaigns (bot_id, status, id)',
  'index if not exists outbound_campaigns_name on outbound_campaigns (bot_id, name_key)',
  'index if not exists outbound_imports_owner on outbound_imports (owner_type, owner_id, id)',
  'index if not exists outbound_refused_import on outbound_refused (import_id, id)'
]
