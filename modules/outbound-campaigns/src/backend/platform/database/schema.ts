import type { Migration } from './migrate'

/**
 * The schema's history. A version that has been released is never changed: what comes later is a new version.
 * Every table has `bot_id`, and every index that serves a list begins with it.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'settings and audit',
    async up(db, { integer, json, serial }) {
      await db.execute(
        `create table if not exists outbound_settings (
           bot_id text primary key,
           settings ${json} not null,
           updated_at ${integer} not null,
           updated_by text
         )`
      )
      await db.execute(
        `create table if not exists outbound_audit (
           id ${serial},
           bot_id text not null,
           at ${integer} not null,
           actor text,
           action text not null,
           subject_type text not null,
           subject_id text,
           details ${json}
         )`
      )
      await db.execute(`create index if not exists outbound_audit_by_bot on outbound_audit (bot_id, id)`)
    }
  }
]
