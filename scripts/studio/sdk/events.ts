/**
 * Takes events in and lets them through the middleware, one at a time for each bot, channel and person, so that two
 * messages of one person never overtake each other. An event whose chain ended with an error is tried once more, then
 * given up, as Botpress's queue does it: middleware must bear to see an event twice.
 */
import type { IO } from 'botpress/sdk'
import { isRecord, messageOf } from '../problems'
import { createEvent, type HostEvent } from './event'
import { type HostLogger } from './logger'
import { checkMiddleware, MiddlewareChain } from './middleware-chain'

const TRIES = 2

export interface EventEngine {
  registerMiddleware(middleware: IO.MiddlewareDefinition): void
  removeMiddleware(name: string): void
  sendEvent(event: IO.Event): Promise<void>
  replyToEvent(destination: IO.EventDestination, payloads: unknown[], incomingEventId?: string): Promise<void>
  /** How many middleware there are: what a module left behind shows here. */
  count(): number
  /** Resolves once nothing is under way. */
  idle(): Promise<void>
}

export interface EventHooks {
  beforeIncoming(event: HostEvent): Promise<void>
  afterIncoming(event: HostEvent): Promise<void>
}

export const createEventEngine = (logger: HostLogger, hooks: EventHooks): EventEngine => {
  const chains = { incoming: new MiddlewareChain(), outgoing: new MiddlewareChain() }
  const lines = new Map<string, Promise<void>>()

  const late = (event: IO.Event) => (name: string) =>
    logger.forBot(event.botId).warn(`Middleware "${name}" took too long; the chain went on without it`)

  const process = async (event: HostEvent): Promise<void> => {
    if (event.direction !== 'incoming') return chains.outgoing.run(event, late(event))
    await hooks.beforeIncoming(event)
    await chains.incoming.run(event, late(event))
    await hooks.afterIncoming(event)
  }

  const work = async (event: HostEvent): Promise<void> => {
    for (let tried = 1; tried <= TRIES; tried++) {
      try {
        return await process(event)
      } catch (error) {
        const then = tried < TRIES ? 'trying again' : 'giving up'
        logger
          .forBot(event.botId)
          .attachError(error)
          .error(`An ${event.direction} event failed (${messageOf(error)}), ${then}`)
      }
    }
  }

  const sendEvent = async (event: IO.Event): Promise<void> => {
    checkEvent(event)
    const line = `${event.direction}::${event.botId}::${event.channel}::${event.target}`
    const before = lines.get(line) ?? Promise.resolve()
    const mine = before.then(() => work(event as HostEvent))
    lines.set(line, mine)
    void mine.then(() => {
      if (lines.get(line) === mine) lines.delete(line)
    })
  }

  return {
    sendEvent,
    registerMiddleware: middleware => {
      checkMiddleware(middleware)
      chains[middleware.direction === 'incoming' ? 'incoming' : 'outgoing'].add({
        ...middleware,
        order: middleware.order ?? 0
      })
    },
    removeMiddleware: name => void (chains.incoming.remove(name) || chains.outgoing.remove(name)),
    replyToEvent: async ({ botId, channel, target, threadId }, payloads, incomingEventId) => {
      for (const payload of payloads) {
        const type = isRecord(payload) && typeof payload.type === 'string' ? payload.type : 'text'
        await sendEvent(
          createEvent({
            botId,
            channel,
            target,
            threadId,
            direction: 'outgoing',
            type,
            payload,
            incomingEventId
          })
        )
      }
    },
    count: () => chains.incoming.size + chains.outgoing.size,
    idle: async () => {
      while (lines.size > 0) await Promise.all([...lines.values()])
    }
  }
}

const checkEvent = (event: IO.Event): void => {
  for (const key of ['type', 'channel', 'target', 'botId'] as const) {
    if (typeof event[key] !== 'string' || event[key] === '')
      throw new Error(`Invalid Botpress Event: "${key}" is required`)
  }
  if (event.direction !== 'incoming' && event.direction !== 'outgoing') {
    throw new Error('Invalid Botpress Event: "direction" must be "incoming" or "outgoing"')
  }
}
