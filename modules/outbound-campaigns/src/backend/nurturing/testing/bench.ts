import type { KnexExtended } from 'botpress/sdk'
import { engagementEvent, type EventBody } from '../../engagement'
import { addNews, news } from '../../inbox'
import { toNumber, toNumberOrNull, toText } from '../../platform/database/values'
import { createScores, type ScoresContext } from '../scores/scores'
import { ANA, BOT, nurturingBase } from './base'

export { ANA, BOT, MONDAY } from './base'

/** For tests: scores and qualification, with leads and sequences. The bot is what is told. */
export interface BotEvent {
  type: string
  channel: string
  target: string
  threadId?: string
  botId: string
  payload: unknown
  flags: string[]
}

export const scoresBench = async (knex: KnexExtended) => {
  const base = await nurturingBase(knex, () => ({ tell: async () => undefined }))
  const { db, audit, settings, lines, inbox, clock, calendar, changed, leads, sequences, lead } = base
  const world = {
    /** The bot's number; null: it has no WhatsApp. */
    number: '5215500000000' as string | null,
    events: [] as BotEvent[],
    attributes: new Map<string, Record<string, unknown>>(),
    allowsPrivate: true
  }
  const context: ScoresContext = {
    db,
    calendar,
    settings,
    audit,
    inbox,
    leads,
    sequences,
    bp: botOf(world),
    numberOf: async () => world.number,
    allowsPrivate: async () => world.allowsPrivate,
    changed
  }
  const scores = createScores(context)
  inbox.on(engagementEvent, scores.events)
  const inboxJob = inbox.jobFor(BOT)
  let events = 0

  const event = (leadId: number, type: EventBody['type'], more: Partial<EventBody> = {}): EventBody => ({
    event_id: (events += 1),
    type,
    lead_id: leadId,
    person: null,
    channel: 'email',
    message_id: null,
    enrollment_id: null,
    sequence_id: null,
    step_key: null,
    at: clock.at,
    verdict: 'human',
    ...more
  })

  const open = async (kind: string): Promise<number> =>
    toNumber(
      (
        await db.first(
          `select count(*) as n from outbound_inbox where status = 'open' and (kind = ? or ? = '')`,
          [kind, kind]
        )
      )?.n
    )

  return {
    db,
    clock,
    settings,
    leads,
    sequences,
    scores,
    context,
    world,
    lines,
    event,
    open,
    /** Tells events as engagement does, and lets everything follow that follows. */
    async happen(...told: EventBody[]): Promise<void> {
      await addNews(
        db,
        told.map(body => ({
          ...news(engagementEvent, { dedupeKey: `event ${body.event_id}`, subject: null, body }),
          botId: BOT
        }))
      )
      await this.workOff()
    },
    /** Until nothing is open any more of what is worked off at once. */
    async workOff(but: readonly string[] = []): Promise<void> {
      for (;;) {
        await inboxJob.run()
        const left = await db.query(`select kind from outbound_inbox where status = 'open'`)
        if (left.every(({ kind }) => but.includes(toText(kind)))) return
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    },
    lead,
    /** A sequence of one mail, switched on. Answers its id. */
    async sequence(name: string, more: object = {}): Promise<number> {
      const mail = { type: 'email', key: 'a', config: { subject: 'Hola', html: '<p>Hola</p>' } }
      const asked = { name, active: true, people: 'stay', known_fields: [], steps: [mail], ...more }
      type Asked = Parameters<typeof sequences.templates.create>[1]
      return (await sequences.templates.create(BOT, asked as unknown as Asked, ANA)).id
    },
    async enroll(sequenceId: number, leadId: number): Promise<void> {
      const options = { source: 'manual' as const, startAt: null, dealId: null, by: null }
      await sequences.enrolling.enroll(BOT, sequenceId, [leadId], options)
    },
    /** Where a lead is: "sequence status qualified_at". */
    async places(leadId: number) {
      const rows = await db.query(
        'select sequence_id, status, qualified_at from outbound_enrollments where lead_id = ? order by id',
        [leadId]
      )
      return rows.map(row => ({
        sequence: toNumber(row.sequence_id),
        status: toText(row.status),
        qualifiedAt: toNumberOrNull(row.qualified_at)
      }))
    },
    find: (leadId: number) => leads.leads.find(BOT, leadId),
    stop: () => inbox.release(BOT)
  }
}
export type ScoresBench = Awaited<ReturnType<typeof scoresBench>>

/** Keeps what it is told. A conversation is named for the number, a user for the conversation. */
const botOf = (world: {
  events: BotEvent[]
  attributes: Map<string, Record<string, unknown>>
}): ScoresContext['bp'] => {
  const flags = {
    SKIP_DIALOG_ENGINE: Symbol('flow'),
    SKIP_QNA_PROCESSING: Symbol('qna'),
    SKIP_NATIVE_NLU: Symbol('nlu'),
    FORCE_PERSIST_STATE: Symbol('persist')
  }
  const set = new WeakMap<object, Set<symbol>>()
  const bp = {
    IO: {
      WellKnownFlags: flags,
      Event: (given: object) => {
        const own = new Set<symbol>()
        const event = {
          ...given,
          setFlag: (flag: symbol, value: boolean) => void (value ? own.add(flag) : own.delete(flag))
        }
        set.set(event, own)
        return event
      }
    },
    events: {
      sendEvent: async (event: BotEvent & { direction: string; preview: string; setFlag: unknown }) => {
        const { setFlag: _setFlag, direction: _direction, preview: _preview, ...plain } = event
        const own = set.get(event) ?? new Set()
        world.events.push({
          ...plain,
          flags: [...own].map(flag => flag.description ?? '').sort()
        })
      }
    },
    users: {
      getOrCreateUser: async () => ({ created: true, result: {} }),
      updateAttributes: async (_channel: string, user: string, attributes: Record<string, unknown>) =>
        void world.attributes.set(user, { ...world.attributes.get(user), ...attributes })
    },
    messaging: {
      forBot: () => ({
        mapEndpoint: async ({ sender }: { sender: string }) => `conversation ${sender}`,
        getConversation: async (id: string) => ({ id, userId: `user of ${id}` })
      })
    }
  }
  return bp as unknown as ScoresContext['bp']
}
