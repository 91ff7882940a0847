/**
 * Messaging between the bots and their channels. Of the channels Botpress has, the Local Studio has one: Vonage. What a
 * bot says on it goes to Vonage's API (or its stand-in); what people write comes in through `vonage-webhook.ts`.
 */
import type { Endpoint, IO, MessagingClient } from 'botpress/sdk'
import { asError, isRecord } from '../problems'
import { type EventEngine } from './events'
import { createEvent, type HostEvent } from './event'
import { type HostLogger } from './logger'
import { type ChannelAddress, type MessagingStore } from './messaging-store'
import { sendText, type VonageChannel } from './vonage-channel'

export interface Messaging {
  /** Gives the bot its client; done before any module hears of the bot. */
  prepare(botId: string): Promise<void>
  forBot(botId: string): MessagingClient
  /** A message of a person: becomes an incoming event of that bot. */
  receive(botId: string, address: ChannelAddress, payload: Record<string, unknown>): Promise<void>
  /** The middleware that hands outgoing events over to their channel. */
  sendOut: IO.MiddlewareDefinition
  /** Resolves once nothing is on its way to a channel. */
  idle(): Promise<void>
}

export interface MessagingParts {
  store: MessagingStore
  /** The bot's Vonage channel, where it has one that is enabled and complete. */
  vonageOf(botId: string): Promise<VonageChannel | undefined>
  vonageApiUrl(): string
  events(): EventEngine
  logger: HostLogger
}

export const createMessaging = ({
  store,
  vonageOf,
  vonageApiUrl,
  events,
  logger
}: MessagingParts): Messaging => {
  const clients = new Map<string, string>()
  const onTheirWay = new Set<Promise<void>>()

  const deliver = async (botId: string, conversationId: string, payload: unknown): Promise<void> => {
    const clientId = await store.clientOf(botId)
    const [endpoint] = await store.endpoints(clientId, conversationId)
    const channel = await vonageOf(botId)
    if (!endpoint || channelName(endpoint) !== 'vonage' || !channel) return
    const text = textOf(payload)
    if (text === undefined) {
      logger.forBot(botId).warn('A reply without text was not sent: the Local Studio sends text only')
      return
    }
    await sendText(vonageApiUrl(), channel, { to: endpoint.sender, from: endpoint.identity, text })
  }

  const say = async (
    botId: string,
    conversationId: string,
    authorId: string | undefined,
    payload: unknown
  ) => {
    const message = await store.addMessage(conversationId, authorId, payload)
    // As on the messaging server, who asks for a message to be made does not wait for the channel.
    if (authorId === undefined) {
      const delivery = deliver(botId, conversationId, payload)
        .catch(error =>
          logger.forBot(botId).attachError(error).error('A reply could not be handed to Vonage')
        )
        .then(() => void onTheirWay.delete(delivery))
      onTheirWay.add(delivery)
    }
    return message
  }

  const forBot = (botId: string): MessagingClient => {
    const clientId = clients.get(botId)
    if (clientId === undefined) throw new Error(`Bot "${botId}" has no messaging client: it is not mounted`)
    return {
      clientId,
      getConversation: async id => store.conversation(clientId, id),
      listConversations: async (userId, limit = 20) => store.conversations(clientId, userId, limit),
      listMessages: async (conversationId, limit = 20) => {
        const own = await store.conversation(clientId, conversationId)
        return own ? store.messages(conversationId, limit) : []
      },
      createMessage: async (conversationId, authorId, payload) => {
        if (!(await store.conversation(clientId, conversationId))) {
          throw new Error(`There is no conversation ${conversationId}`)
        }
        return say(botId, conversationId, authorId, payload)
      },
      mapEndpoint: async endpoint => (await store.conversationOf(clientId, addressOf(endpoint))).id,
      listEndpoints: async conversationId => store.endpoints(clientId, conversationId)
    }
  }

  return {
    prepare: async botId => void clients.set(botId, await store.clientOf(botId)),
    forBot,
    idle: async () => void (await Promise.all([...onTheirWay])),
    receive: async (botId, address, payload) => {
      const conversation = await store.conversationOf(await store.clientOf(botId), address)
      const message = await store.addMessage(conversation.id, conversation.userId, payload)
      await events().sendEvent(
        createEvent({
          direction: 'incoming',
          type: typeof payload.type === 'string' ? payload.type : 'text',
          payload,
          channel: address.channel,
          target: conversation.userId,
          threadId: conversation.id,
          messageId: message.id,
          botId
        })
      )
    },
    sendOut: {
      name: 'messaging.sendOut',
      description: 'Hands what a bot says to its channel',
      order: 20000,
      direction: 'outgoing',
      handler: (event, next) => {
        const { threadId, botId } = event
        if (event.channel !== 'vonage' || !threadId) return next(null, false, true)
        say(botId, threadId, undefined, event.payload).then(
          message => {
            ;(event as HostEvent).messageId = message.id
            next(null, true, false)
          },
          (error: unknown) => next(asError(error))
        )
      }
    }
  }
}

const channelName = ({ channel }: Endpoint) => (typeof channel === 'string' ? channel : channel.name)

const addressOf = (endpoint: Endpoint): ChannelAddress => ({
  channel: channelName(endpoint),
  identity: endpoint.identity,
  sender: endpoint.sender,
  thread: endpoint.thread
})

const textOf = (payload: unknown): string | undefined => {
  const text = isRecord(payload) ? payload.text : payload
  return typeof text === 'string' && text !== '' ? text : undefined
}
