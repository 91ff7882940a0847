/**
 * The people who talk to the bots: table `srv_channel_users`, one row a channel and user, attributes as JSON. As in
 * Botpress, setting attributes of a person nobody has created is an error.
 */
import type { User } from 'botpress/sdk'
import { isRecord } from '../problems'
import { type BotpressDatabase } from './database-helpers'

const TABLE = 'srv_channel_users'
type Attributes = Record<string, unknown>

interface Row {
  channel: string
  user_id: string
  attributes: unknown
  created_at: string | Date
  updated_at: string | Date
}

export interface Users {
  getOrCreateUser(
    channel: string,
    userId: string,
    botId?: string
  ): Promise<{ created: boolean; result: User }>
  getAttributes(channel: string, userId: string): Promise<Attributes>
  setAttributes(channel: string, userId: string, attributes: Attributes): Promise<void>
  updateAttributes(channel: string, userId: string, attributes: Attributes): Promise<void>
}

export const createUsers = async (database: BotpressDatabase): Promise<Users> => {
  await database.createTableIfNotExists(TABLE, table => {
    table.increments('id')
    table.string('channel').notNullable()
    table.string('user_id').notNullable()
    if (database.isLite) table.text('attributes')
    else table.json('attributes')
    table.timestamp('created_at')
    table.timestamp('updated_at')
    table.unique(['channel', 'user_id'])
  })

  const find = (channel: string, userId: string) =>
    database<Row>(TABLE).where({ channel: channel.toLowerCase(), user_id: userId }).first()

  const attributesOf = (row: Row): Attributes => {
    const stored = database.json.get(row.attributes)
    return isRecord(stored) ? stored : {}
  }

  const getAttributes = async (channel: string, userId: string) => {
    const row = await find(channel, userId)
    if (!row) throw new Error(`There is no user "${userId}" on channel "${channel}"`)
    return attributesOf(row)
  }

  const setAttributes = async (channel: string, userId: string, attributes: Attributes) => {
    await getAttributes(channel, userId)
    await database(TABLE)
      .where({ channel: channel.toLowerCase(), user_id: userId })
      .update({ attributes: JSON.stringify(attributes), updated_at: database.date.now() })
  }

  return {
    getAttributes,
    setAttributes,
    updateAttributes: async (channel, userId, attributes) =>
      setAttributes(channel, userId, { ...(await getAttributes(channel, userId)), ...attributes }),
    getOrCreateUser: async (channel, userId) => {
      const existing = await find(channel, userId)
      if (!existing) {
        // Two messages of a new person may arrive at once: the second insert gives way and both read the same row.
        await database.raw(
          `insert into ${TABLE} (channel, user_id, attributes, created_at, updated_at) values (:channel, :userId, '{}', :now, :now)
           on conflict (channel, user_id) do nothing`,
          { channel: channel.toLowerCase(), userId, now: database.date.now() }
        )
      }
      const row = existing ?? (await find(channel, userId))
      if (!row) throw new Error(`User "${userId}" on channel "${channel}" was removed while being made`)
      return {
        created: !existing,
        result: {
          id: userId,
          channel: channel.toLowerCase(),
          createdOn: new Date(row.created_at),
          updatedOn: new Date(row.updated_at),
          attributes: attributesOf(row)
        }
      }
    }
  }
}
