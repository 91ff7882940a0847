import type { Migration } from '../migrate'

/** outbound_reports  the reports that were made by themselves, one for each period, as they went out */
export const reports: Migration = {
  version: 14,
  name: 'reports',
  async up(db, { integer, json, serial }) {
    await db.execute(
      `create table if not exists outbound_reports (
         id ${serial},
         bot_id text not null,
         kind text not null,
         period text not null,
         made_at ${integer} not null,
         report ${json} not null,
         export_key text,
         exported_at ${integer},
         export_error text,
         unique (bot_id, kind, period)
       )`
    )
    await db.execute('create index if not exists outbound_reports_list on outbound_reports (bot_id, id)')
  }
}
