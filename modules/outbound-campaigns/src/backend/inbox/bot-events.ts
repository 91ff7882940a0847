import type { IO, Logger } from 'botpress/sdk'
import type { Database } from '../platform/database/database'
import type { Host } from '../platform/host'
import { matchForms } from '../platform/phone/address'
import { ConversationNumbers } from './conversation-numbers'
import { news } from './fact'
import type { Inbox } from './inbox'
import { lastMessagesTo, messagesByProviderId, type AnsweredMessage } from './people'
import { messageReply, readReplyBody, subjectOf, type ReplyBody } from './reply'
import { recentAbout } from './store'
import { storable } from '../platform/text'
import { isRecord, textOf } from './vonage/fields'
import { userIdOf } from './vonage/status'
import { loggerOfBot, say } from '../platform/log/say'

export const MIDDLEWARE_NAME = 'outbound-campaigns.replies'

/** The chain waits 2 s for a middleware and then goes on without it; this one gives up long before. */
const PATIENCE_MS = 1_000
/** Vonage repeats for a day, and so does the module what it hands on: until then the same words may come again. */
const SAME_WORDS_WITHIN_MS = 86_400_000

/** What the bot's flow is told of the message that a person answers. Null: nothing is known of it any more. */
export type ContextOf = (botId: string, message: AnsweredMessage) => Promise<object | null>

export interface BotEventParts {
  db: Database
  inbox: Inbox
  messaging: Pick<Host['messaging'], 'forBot'>
  /** Only of bots whose data may be asked for here. */
  isMounted(botId: string): boolean
  contextOf: ContextOf
  logger: Logger
}

/**
 * Hears what people say to the bot, before its dialog does. It tells the flow which campaign or sequence is being
 * answered (`event.state.temp.outbound` for this conversation, `event.state.user.outbound` for later ones), and writes
 * the reply down where the provider's own webhook doesn't reach the module.
 *
 * Whatever goes wrong here, the conversation goes on.
 */
export const replyMiddleware = (parts: BotEventParts): IO.MiddlewareDefinition => {
  const numbers = new ConversationNumbers(parts.messaging)
  return {
    name: MIDDLEWARE_NAME,
    description: 'Tells the flow which campaign or sequence a person answers',
    direction: 'incoming',
    // Before anything of the core (questions 130, dialog 10000), so that all of it can use what is put in the state.
    order: 20,
    handler: (event, next) => {
      if (!isConversation(event) || !parts.isMounted(event.botId)) return next(null, false, true)
      const deadline = new Deadline(PATIENCE_MS)
      deadline
        .race(hear(parts, numbers, event, deadline))
        .catch(err => {
          say(loggerOfBot(parts.logger, event.botId), 'reply.unmatched', {}, err)
        })
        .then(() => next(null, false, false))
        // What a later middleware throws is its own.
        .catch(() => undefined)
    }
  }
}

type Conversation = IO.Event & { threadId: string; messageId: string; state?: Partial<IO.EventState> }

/** A message of a person's: what the core makes up for itself (time-outs, resets) has no message's id. */
const isConversation = (event: IO.Event): event is Conversation =>
  event.channel === 'vonage' &&
  event.direction === 'incoming' &&
  typeof event.threadId === 'string' &&
  typeof event.messageId === 'string'

const hear = async (
  parts: BotEventParts,
  numbers: ConversationNumbers,
  event: Conversation,
  deadline: Deadline
): Promise<void> => {
  const sender = await numbers.of(event.botId, event.threadId)
  const said = sender === undefined ? undefined : saidIn(event, sender)
  if (!said) return
  const subject = subjectOf(said.person ?? said.user_id ?? '')
  const known = await saidToUs(parts.db, event.botId, subject, said.text)
  if (!known) {
    const told = news(messageReply, { dedupeKey: `bot ${event.messageId}`, subject, body: said })
    await parts.inbox.receive(event.botId, [told])
  }
  const message = await answeredBy(parts.db, event.botId, known ?? said)
  const context = message && (await parts.contextOf(event.botId, message))
  // Too late, the flow is running already: what it finds must not change under it.
  if (!context || deadline.isOver) return
  const { type, text, payload } = known ?? said
  const outbound = { ...context, reply: { type, text, payload } }
  if (event.state?.temp) event.state.temp.outbound = outbound
  if (event.state?.user) event.state.user.outbound = outbound
}

const saidIn = (event: Conversation, sender: string): ReplyBody | undefined => {
  const person = matchForms(sender)[0] ?? null
  const userId = userIdOf(sender)
  if (person === null && userId === null) return undefined
  const payload = isRecord(event.payload) ? event.payload : {}
  const text = textOf(payload.text)
  const tapped = textOf(payload.payload)
  return {
    via: 'bot',
    person,
    user_id: userId,
    address: person === null ? null : sender.replace(/^\+/, ''),
    uuid: null,
    answers: null,
    at: null,
    type: event.type,
    text: text && storable(text),
    payload: tapped && storable(tapped)
  }
}

/**
 * The same words, as the provider's webhook brought them: it was written down before Botpress heard of it, and says more
 * (which message is answered, what the tapped button means). A tap on a template's button reaches the bot without text.
 */
const saidToUs = async (
  db: Database,
  botId: string,
  subject: string,
  text: string | null
): Promise<ReplyBody | undefined> => {
  const recent = await recentAbout(db, botId, subject, messageReply.name, SAME_WORDS_WITHIN_MS)
  return recent
    .map(({ body }) => readReplyBody(body))
    .find(({ via, ...said }) => via === 'webhook' && (text === null || said.text === text))
}

const answeredBy = async (
  db: Database,
  botId: string,
  { answers, person }: ReplyBody
): Promise<AnsweredMessage | undefined> => {
  const quoted =
    answers === null ? undefined : (await messagesByProviderId(db, botId, [answers])).get(answers)
  if (quoted || person === null) return quoted
  return (await lastMessagesTo(db, botId, 'whatsapp', [person])).get(person)
}

class Deadline {
  isOver = false

  constructor(private readonly ms: number) {}

  /** Resolves with the work or at the deadline, whichever comes first; the work's failure is passed on. */
  race(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.isOver = true
        resolve()
      }, this.ms)
      work.then(resolve, reject).then(
        () => clearTimeout(timer),
        () => undefined
      )
    })
  }
}
