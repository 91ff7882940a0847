/**
 * What Botpress's messaging server keeps: behind every number of a channel stands a user's UUID, behind every endpoint a
 * conversation's UUID, the same ones each time they are asked for.
 */
import type { Conversation, Endpoint, Message } from 'botpress/sdk'
import { uuid } from '../random'
import { type BotpressDatabase } from './database-helpers'

interface ClientRow {
  botId: string
  id: string
}

interface UserRow extends ChannelAddress {
  id: string
  clientId: string
}

interface ConversationRow {
  id: string
  clientId: string
  userId: string
  thread: string
  createdOn: string
}

interface MessageRow {
  id: string
  conversationId: string
  authorId: string | null
  sentOn: string
  payload: string
}

export interface ChannelAddress {
  channel: string
  identity: string
  sender: string
  thread: string
}

export interface MessagingStore {
  clientOf(botId: string): Promise<string>
  conversationOf(clientId: string, address: ChannelAddress): Promise<Conversation>
  conversation(clientId: string, id: string): Promise<Conversation | undefined>
  conversations(clientId: string, userId: string, limit: number): Promise<Conversation[]>
  endpoints(clientId: string, conversationId: string): Promise<Endpoint[]>
  addMessage(conversationId: string, authorId: string | undefined, payload: unknown): Promise<Message>
  messages(conversationId: string, limit: number): Promise<Message[]>
}

export const createMessagingStore = async (database: BotpressDatabase): Promise<MessagingStore> => {
  await database.createTableIfNotExists('msg_clients', table => {
    table.string('botId').primary()
    table.string('id').notNullable().unique()
  })
  await database.createTableIfNotExists('msg_users', table => {
    table.string('id').primary()
    table.string('clientId').notNullable()
    table.string('channel').notNullable()
    table.string('identity').notNullable()
    table.string('sender').notNullable()
    table.unique(['clientId', 'channel', 'identity', 'sender'])
  })
  await database.createTableIfNotExists('msg_conversations', table => {
    table.string('id').primary()
    table.string('clientId').notNullable()
    table.string('userId').notNullable()
    table.string('thread').notNullable()
    table.string('createdOn').notNullable()
    table.unique(['userId', 'thread'])
  })
  await database.createTableIfNotExists('msg_messages', table => {
    table.string('id').primary()
    table.string('conversationId').notNullable().index()
    table.string('authorId').nullable()
    table.string('sentOn').notNullable().index()
    table.text('payload').notNullable()
  })

  /** Asked for twice at the same moment, both get the row of whoever wrote first. */
  const findOrAdd = async <Row extends object>(
    table: string,
    find: () => Promise<Row | undefined>,
    row: Record<string, string>
  ): Promise<Row> => {
    const found = await find()
    if (found) return found
    const columns = Object.keys(row)
    await database.raw(
      `insert into ${table} (${columns.map(() => '??').join(', ')}) values (${columns.map(() => '?').join(', ')})
       on conflict do nothing`,
      [...columns, ...Object.values(row)]
    )
    const added = await find()
    if (!added) throw new Error(`A row of ${table} went away while it was made`)
    return added
  }

  const clientRow = (botId: string) =>
    findOrAdd('msg_clients', async () => database<ClientRow>('msg_clients').where({ botId }).first(), {
      botId,
      id: uuid()
    })

  const userRow = (clientId: string, { channel, identity, sender }: ChannelAddress) => {
    const key = { clientId, channel, identity, sender }
    return findOrAdd('msg_users', async () => database<UserRow>('msg_users').where(key).first(), {
      ...key,
      id: uuid()
    })
  }

  const conversationRow = (clientId: string, userId: string, thread: string) => {
    const key = { userId, thread }
    return findOrAdd(
      'msg_conversations',
      async () => database<ConversationRow>('msg_conversations').where(key).first(),
      { ...key, id: uuid(), clientId, createdOn: new Date().toISOString() }
    )
  }

  return {
    clientOf: async botId => (await clientRow(botId)).id,
    conversationOf: async (clientId, address) => {
      const user = await userRow(clientId, address)
      return toConversation(await conversationRow(clientId, user.id, address.thread))
    },
    conversation: async (clientId, id) => {
      const row = await database<ConversationRow>('msg_conversations').where({ clientId, id }).first()
      return row && toConversation(row)
    },
    conversations: async (clientId, userId, limit) => {
      const rows = await database<ConversationRow>('msg_conversations')
        .where({ clientId, userId })
        .orderBy('createdOn', 'desc')
        .limit(limit)
        .select('id', 'clientId', 'userId', 'createdOn')
      return rows.map(toConversation)
    },
    endpoints: async (clientId, conversationId) => {
      const rows = await database('msg_conversations')
        .join('msg_users', 'msg_users.id', 'msg_conversations.userId')
        .where({ 'msg_conversations.id': conversationId, 'msg_conversations.clientId': clientId })
        .select<ChannelAddress[]>('channel', 'identity', 'sender', 'thread')
      return rows.map(({ channel, identity, sender, thread }) => ({ channel, identity, sender, thread }))
    },
    addMessage: async (conversationId, authorId, payload) => {
      const message = { id: uuid(), conversationId, authorId, sentOn: new Date(), payload }
      await database('msg_messages').insert({
        ...message,
        authorId: authorId ?? null,
        sentOn: message.sentOn.toISOString(),
        payload: JSON.stringify(payload ?? null)
      })
      return message
    },
    messages: async (conversationId, limit) => {
      const rows = await database<MessageRow>('msg_messages')
        .where({ conversationId })
        .orderBy('sentOn', 'desc')
        .limit(limit)
        .select('id', 'conversationId', 'authorId', 'sentOn', 'payload')
      return rows.map(row => ({
        id: row.id,
        conversationId: row.conversationId,
        authorId: row.authorId ?? undefined,
        sentOn: new Date(row.sentOn),
        payload: JSON.parse(row.payload) as unknown
      }))
    }
  }
}

const toConversation = ({
  id,
  clientId,
  userId,
  createdOn
}: Omit<ConversationRow, 'thread'>): Conversation => ({
  id,
  clientId,
  userId,
  createdOn: new Date(createdOn)
})
