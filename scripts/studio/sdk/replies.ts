/**
 * The flow's side of a bot, without a dialog engine: `data/bots/<id>/reply.js`, a few lines that see the event after the
 * middleware, as a flow would, and may answer, run an action, read and write `event.state`.
 */
import fs from 'fs'
import path from 'path'
import { type Actions } from './actions'
import { type EventEngine } from './events'
import { type HostEvent, WellKnownFlags } from './event'
import { type HostLogger } from './logger'
import { type Sessions } from './sessions'
import { runScript } from '../script'

export interface Replies {
  answer(event: HostEvent): Promise<void>
}

type ReplyLogic = (tools: {
  bp: unknown
  event: HostEvent
  runAction(name: string, args?: unknown): Promise<unknown>
  reply(message: unknown): Promise<void>
}) => unknown

export const createReplies = (parts: {
  dataDir: string
  bp: () => unknown
  actions: Actions
  sessions: Sessions
  events: () => EventEngine
  logger: HostLogger
}): Replies => ({
  answer: async event => {
    if (event.hasFlag(WellKnownFlags.SKIP_DIALOG_ENGINE)) {
      if (event.hasFlag(WellKnownFlags.FORCE_PERSIST_STATE)) await parts.sessions.persist(event)
      return
    }
    const folder = path.join(parts.dataDir, 'bots', event.botId)
    const file = path.join(folder, 'reply.js')
    if (fs.existsSync(file)) {
      try {
        // Read anew for each message: whoever edits it sees the change with the next one.
        const logic = asLogic(runScript(file, { root: folder, lent: {} }))
        await logic({
          bp: parts.bp(),
          event,
          runAction: (name, args) => parts.actions.run(name, args, event),
          reply: message =>
            parts
              .events()
              .replyToEvent(
                event,
                [typeof message === 'string' ? { type: 'text', text: message } : message],
                event.id
              )
        })
      } catch (error) {
        parts.logger.forBot(event.botId).attachError(error).error('reply.js failed')
      }
    }
    await parts.sessions.persist(event)
  }
})

const asLogic = (exported: unknown): ReplyLogic => {
  if (typeof exported === 'function') return exported as ReplyLogic
  throw new Error('reply.js must export a function: module.exports = async ({ event, reply }) => { … }')
}
