import type { Migration } from '../migrate'

export const settingsAndAudit: Migration = {
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
