/**
 * What a conversation remembers between two messages: the user's attributes (with the user) and the session (table
 * `dialog_sessions`). Restored into `event.state` before the middleware sees the event, kept again once the bot's own
 * logic is through.
 */
import { isRecord } from '../problems'
import { type BotpressDatabase } from './database-helpers'
import { type HostEvent } from './event'
import { type KeyValueStore } from './kvs'
import { type Users } from './users'

const TABLE = 'dialog_sessions'

interface Row {
  id: string
  session_data: string
  temp_data: string
}

export interface Sessions {
  restore(event: HostEvent): Promise<void>
  persist(event: HostEvent): Promise<void>
}

export const createSessions = async (
  database: BotpressDatabase,
  users: Users,
  kvs: KeyValueStore
): Promise<Sessions> => {
  await database.createTableIfNotExists(TABLE, table => {
    table.string('id').primary()
    table.string('botId').notNullable()
    table.text('session_data').notNullable()
    table.text('temp_data').notNullable()
    table.timestamp('modified_on')
  })

  const idOf = (event: HostEvent) =>
    `${event.botId}::${event.channel}::${event.target}::${event.threadId ?? 0}`

  return {
    restore: async event => {
      const { result: user } = await users.getOrCreateUser(event.channel, event.target, event.botId)
      const row = await database<Row>(TABLE)
        .where({ id: idOf(event) })
        .first()
      event.state = {
        user: { ...user.attributes },
        session: row ? record(row.session_data) : { lastMessages: [], workflows: {} },
        temp: row ? record(row.temp_data) : {},
        bot: asRecord(await kvs.forBot(event.botId).get('global'))
      }
    },
    persist: async event => {
      const { user, session, temp } = event.state
      const known = Object.entries(user).filter(([, value]) => value !== null && value !== undefined)
      await users.setAttributes(event.channel, event.target, Object.fromEntries(known))
      await database.raw(
        `insert into ${TABLE} (id, "botId", session_data, temp_data, modified_on) values (:id, :botId, :session, :temp, :now)
         on conflict (id) do update set session_data = excluded.session_data, temp_data = excluded.temp_data,
           modified_on = excluded.modified_on`,
        {
          id: idOf(event),
          botId: event.botId,
          session: JSON.stringify(session),
          temp: JSON.stringify(temp),
          now: database.date.now()
        }
      )
    }
  }
}

const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {})
const record = (text: string): Record<string, unknown> => asRecord(JSON.parse(text))
