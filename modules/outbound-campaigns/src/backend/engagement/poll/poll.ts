import type { Logger } from 'botpress/sdk'
import type { Inbox } from '../../inbox'
import { leadsByIds, type StoredLead } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Job } from '../../platform/scheduler'
import { recordEvents } from '../events/record'
import type { Fetch, Fetched } from '../fetch'
import { newsIn } from './answer'
import { addPolls, answered, claimPolls, hurryNewPolls, postponed, removePolls, type Poll } from './store'
import { loggerOfBot, say } from '../../platform/log/say'

/** Who is in a sequence that still goes on: said by the sequences. */
export interface WatchedLeads {
  /** Their numbers in order, beyond this one. */
  after(db: Database, botId: string, leadId: number, limit: number): Promise<readonly number[]>
  /** Those among them. */
  among(db: Database, botId: string, leadIds: readonly number[]): Promise<readonly number[]>
}

export const NOBODY: WatchedLeads = { after: async () => [], among: async () => [] }

export interface PollParts {
  db: Database
  calendar: Calendar
  inbox: Pick<Inbox, 'poke'>
  /** The API's address; empty: there is none. */
  urlOf(botId: string): Promise<string>
  fetch: Fetch
  watched(): WatchedLeads
  logger: Logger
}

/** What came of asking about everybody whose turn it was. */
export interface AskedNow {
  asked: number
  /** Things that nobody knew yet. */
  news: number
  unanswered: number
  /** There was not enough time for everybody. */
  more: boolean
}

/** So often each lead is asked about, and so many a second at most. */
const EVERY_MS = 15 * 60_000
const AT_ONCE = 5
const SECOND_MS = 1_000
const LEASE_MS = 5 * 60_000
const FIRST_BACKOFF_MS = 60_000
const LONGEST_BACKOFF_MS = 6 * 3_600_000
/** When somebody new in a sequence is noticed at the latest. */
const LOOK_EVERY_MS = 5 * 60_000
const LOOK_AT_ONCE = 500

/**
 * Asks the engagement API of lead-nurturing's format about the leads in sequences, politely: a few a second, each of them
 * every quarter of an hour, with what was seen since; longer and longer apart where it fails, and not at all for as long
 * as it asks to be left alone. Any number of nodes may do so: each claims its own leads.
 */
export class EngagementPoll implements Job {
  readonly name = 'engagement-api'
  private lookedTo = 0
  private lookAt = 0
  private restUntil = 0
  private underWay: Promise<unknown> | undefined
  private stopped = false
  private wrongSaidAt = 0

  constructor(
    private readonly parts: PollParts,
    private readonly botId: string
  ) {}

  /** It only begins the calls, so that a slow server delays no other job. */
  async run(): Promise<number | null> {
    if (this.underWay || Date.now() < this.restUntil) return null
    const url = await this.parts.urlOf(this.botId)
    if (url === '') {
      this.restUntil = Date.now() + 60_000
      return null
    }
    await this.lookForLeads()
    const polls = await claimPolls(this.parts.db, this.botId, AT_ONCE, LEASE_MS)
    if (polls.length === 0) return null
    this.underWay = this.ask(url, polls)
      .catch(err => say(loggerOfBot(this.parts.logger, this.botId), 'poll.failed', {}, err))
      .then(() => {
        this.underWay = undefined
      })
    return null
  }

  /**
   * Asks now about everybody whose turn it is, and about those of whom nothing was ever asked; at the same pace, and for so
   * long at most. null: there is no such API.
   */
  async askNow(forMs: number): Promise<AskedNow | null> {
    const { db } = this.parts
    const url = await this.parts.urlOf(this.botId)
    if (url === '') return null
    const sum = { asked: 0, news: 0, unanswered: 0, more: false }
    const until = Date.now() + forMs
    // What the job has begun comes first: both together would be twice as fast as is polite.
    await this.underWay
    this.lookAt = 0
    do await this.lookForLeads()
    while (this.lookedTo > 0 && Date.now() < until)
    await hurryNewPolls(db, this.botId)
    while (!this.stopped && Date.now() < until && Date.now() >= this.restUntil) {
      const polls = await claimPolls(db, this.botId, AT_ONCE, LEASE_MS)
      if (polls.length === 0) return sum
      const began = Date.now()
      const asking = this.ask(url, polls)
      this.underWay = asking
        .catch(() => undefined)
        .then(() => {
          this.underWay = undefined
        })
      for (const answer of await asking) {
        sum.asked += 1
        if (answer === null) sum.unanswered += 1
        else sum.news += answer
      }
      await new Promise(resolve => setTimeout(resolve, Math.max(0, began + SECOND_MS - Date.now())))
    }
    return { ...sum, more: true }
  }

  /** Resolves once nothing is under way. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.underWay
  }

  private async lookForLeads(): Promise<void> {
    if (Date.now() < this.lookAt) return
    const { db, watched } = this.parts
    const ids = await watched().after(db, this.botId, this.lookedTo, LOOK_AT_ONCE)
    await addPolls(
      db,
      this.botId,
      ids.map(lead_id => ({ lead_id, in_ms: Math.floor(Math.random() * EVERY_MS) }))
    )
    this.lookedTo = ids[ids.length - 1] ?? 0
    if (ids.length < LOOK_AT_ONCE) {
      this.lookedTo = 0
      this.lookAt = Date.now() + LOOK_EVERY_MS
    }
  }

  /** Of each who was asked about, how much of it is news; null: there was no answer. */
  private async ask(url: string, polls: readonly Poll[]): Promise<Array<number | null>> {
    const { db } = this.parts
    const ids = polls.map(({ leadId }) => leadId)
    const still = new Set(await this.parts.watched().among(db, this.botId, ids))
    const leads = new Map((await leadsByIds(db, this.botId, ids)).map(lead => [lead.id, lead]))
    const gone = ids.filter(id => !still.has(id) || !leads.get(id)?.email_key)
    await removePolls(db, this.botId, gone)
    const answers = []
    for (const poll of polls) {
      const lead = leads.get(poll.leadId)
      if (lead && !gone.includes(lead.id)) answers.push(await this.askAbout(url, poll, lead))
    }
    return answers
  }

  private async askAbout(url: string, poll: Poll, lead: StoredLead): Promise<number | null> {
    const { db, fetch } = this.parts
    // It has just asked to be left alone, or is not there: the others wait with this one.
    const answer = Date.now() < this.restUntil ? null : await fetch(addressFor(url, lead, poll))
    const found = answer?.status === 200 && answer.body !== null ? newsIn(answer.body, poll.known) : undefined
    if (!found) {
      this.rest(answer)
      const wait = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(poll.failures, 20))
      await postponed(db, this.botId, poll.leadId, wait)
      return null
    }
    const at = this.parts.calendar.now()
    await db.transaction(async tx => {
      await recordEvents(
        tx,
        this.botId,
        found.news.map(({ type, times }) => ({
          dedupeKey: `polled ${lead.id} ${type} ${times}`,
          type,
          source: 'polled' as const,
          at,
          leadId: lead.id,
          person: lead.email_key,
          channel: 'email' as const
        }))
      )
      await answered(tx, this.botId, poll.leadId, found.known, EVERY_MS)
    })
    if (found.news.length > 0) this.parts.inbox.poke(this.botId)
    return found.news.length
  }

  /** A whole server that is down or busy is not asked about the next lead either. */
  private rest(answer: Fetched | null): void {
    const now = Date.now()
    if (answer === null || answer.status === 429 || answer.status >= 500) {
      const seconds = Number(answer?.retryAfter)
      this.restUntil =
        now + Math.min(3_600_000, Math.max(30_000, (Number.isFinite(seconds) ? seconds : 0) * 1000))
    }
    if (now - this.wrongSaidAt < 3_600_000) return
    this.wrongSaidAt = now
    const code = answer === null ? 'no_answer' : String(answer.status)
    say(loggerOfBot(this.parts.logger, this.botId), 'poll.unusable', { code })
  }
}

const addressFor = (url: string, { email_key }: StoredLead, { askedAt }: Poll): string => {
  const since = askedAt === null ? '' : `&since=${encodeURIComponent(new Date(askedAt).toISOString())}`
  return `${url}${url.includes('?') ? '&' : '?'}email=${encodeURIComponent(email_key ?? '')}${since}`
}
