import type { Migration } from '../migrate'

/** outbound_singles  the lanes of single messages: one for each bot and kind, made when the first is asked for */
export const singles: Migration = {
  version: 10,
  name: 'singles',
  async up(db, { serial }) {
    await db.execute(
      `create table if not exists outbound_singles (
         id ${serial},
         bot_id text not null,
         kind text not null,
         unique (bot_id, kind)
       )`
    )
  }
}
