import type { EventBody } from '../../engagement'
import { counts } from '../../engagement'
import type { Fact } from '../../inbox'
import { leadsByPersons } from '../../leads'
import type { Reason } from '../../outbox'
import type { Database } from '../../platform/database/database'
import type { SettingsService } from '../../platform/settings/settings'
import { lockSequenceLanes } from '../delivery/owners'
import { isIn } from '../engine/standing'
import { nextDay, nextMoment } from '../schedule/next-moment'
import { sequencesByIds, type StoredSequence } from '../templates/store'
import type { EnrollmentChanges, Intent } from './change'
import type { StoredEnrollment } from './columns'
import {
  companyIn,
  markEngagement,
  placesOfMessages,
  sequencesAndChannels,
  whereIs,
  type Marked
} from './engagement-store'
import { ending, holding, hurrying, pausing } from './intents'

export interface ReactionSources {
  settings: SettingsService
  changes: EnrollmentChanges
  changed(botId: string): void
}

const REPLIED: Reason = { code: 'replied', detail: 'They answered.' }
const COMPANY: Reason = { code: 'company_replied', detail: 'Somebody of the same company answered.' }
const MEETING: Reason = { code: 'meeting_booked', detail: 'They agreed to meet.' }
const BOUNCED: Reason = { code: 'bounced', detail: 'Mails do not reach them any more.' }
const OUT: Reason = { code: 'opted_out', detail: 'This person has opted out.' }
const COMPLAINED: Reason = { code: 'complained', detail: 'They called a mail spam.' }

const DAY_MS = 86_400_000
/** Who doesn't say when they are back is asked again after this. */
const AWAY_DAYS = 3

/** What follows for people in sequences from what they do: facts of the inbox, in the transaction that takes them. */
export class SequenceReactions {
  constructor(private readonly sources: ReactionSources) {}

  /** Events that are final. What a machine did counts as nothing, and that something arrived moves nobody. */
  async events(tx: Database, botId: string, facts: ReadonlyArray<Fact<EventBody>>): Promise<void> {
    const events = facts.map(({ body }) => body).filter(body => counts(body) && body.type !== 'delivered')
    if (events.length === 0) return
    const places = await whereIs(
      tx,
      botId,
      events.map(({ lead_id }) => lead_id)
    )
    const written = await placesOfMessages(
      tx,
      botId,
      events.flatMap(({ message_id }) => message_id ?? [])
    )
    // Lanes first, also of the sequences whose messages were noticed after somebody had left them.
    await lockSequenceLanes(tx, [
      ...places.map(({ sequenceId }) => sequenceId),
      ...[...written.values()].map(({ sequenceId }) => sequenceId)
    ])
    const marked = await markEngagement(tx, botId, events)
    const { timezone } = await this.sources.settings.of(botId, tx)
    const sequences = new Map(
      (await sequencesByIds(tx, botId, [...new Set(places.map(one => one.sequenceId))])).map(one => [
        one.id,
        one
      ])
    )
    const byLead = new Map<number, EventBody[]>()
    for (const event of events) byLead.set(event.lead_id, [...(byLead.get(event.lead_id) ?? []), event])

    await this.sources.changes.change(
      tx,
      botId,
      [...new Set([...places.map(({ id }) => id), ...marked.keys()])],
      ({ enrollment, lead }) => {
        const theirs = byLead.get(enrollment.leadId) ?? []
        const sequence = sequences.get(enrollment.sequenceId)
        const own = intentOf(
          theirs,
          sequence,
          enrollment,
          lead?.timezone ?? sequence?.settings.timezone ?? timezone
        )
        return withMarks(own, marked.get(enrollment.id), theirs)
      }
    )
    await this.pauseCompanies(tx, botId, events, places, sequences)
    this.sources.changed(botId)
  }

  /** Whoever wants to hear nothing any more, on any channel that their sequences use. */
  async suppressed(
    tx: Database,
    botId: string,
    facts: ReadonlyArray<{ body: { person: string; channel: string } }>
  ): Promise<void> {
    const leads = await leadsByPersons(
      tx,
      botId,
      facts.map(({ body }) => body.person)
    )
    const wanted = new Map<number, Set<string>>()
    for (const { body } of facts) {
      const lead = leads.get(body.person)
      if (lead) wanted.set(lead.id, (wanted.get(lead.id) ?? new Set()).add(body.channel))
    }
    const places = await whereIs(tx, botId, [...wanted.keys()])
    const channels = await sequencesAndChannels(
      tx,
      places.map(({ versionId }) => versionId)
    )
    const concerned = places.filter(({ leadId, versionId }) =>
      [...(wanted.get(leadId) ?? [])].some(
        channel => channel === 'all' || (channels.get(versionId) ?? new Set()).has(channel)
      )
    )
    await this.sources.changes.change(
      tx,
      botId,
      concerned.map(({ id }) => id),
      () => ending('opted_out', OUT)
    )
    if (concerned.length > 0) this.sources.changed(botId)
  }

  /** Where a sequence wants it, a reply of one pauses everybody of the same company. */
  private async pauseCompanies(
    tx: Database,
    botId: string,
    events: readonly EventBody[],
    places: ReadonlyArray<{ leadId: number; sequenceId: number }>,
    sequences: ReadonlyMap<number, StoredSequence>
  ): Promise<void> {
    const replied = new Set(events.flatMap(({ type, lead_id }) => (type === 'replied' ? [lead_id] : [])))
    const asked = places.filter(
      ({ leadId, sequenceId }) =>
        replied.has(leadId) && sequences.get(sequenceId)?.settings.pause_company_on_reply === true
    )
    if (asked.length === 0) return
    const colleagues = await companyIn(tx, botId, asked)
    await this.sources.changes.change(tx, botId, colleagues, () => pausing(COMPANY))
  }
}

/** Of several things that somebody did at once, the one that weighs most. */
const intentOf = (
  events: readonly EventBody[],
  sequence: StoredSequence | undefined,
  enrollment: StoredEnrollment,
  zone: string
): Intent | null => {
  if (!isIn(enrollment.status)) return null
  const find = (type: EventBody['type']) => events.find(event => event.type === type)
  const settings = sequence?.settings
  if (find('complained')) return ending('opted_out', COMPLAINED)
  const bounced = find('bounced')
  if (bounced && isMail(bounced)) return ending('failed', BOUNCED)
  if (find('meeting_booked') && settings?.pause_on_meeting) return pausing(MEETING)
  if (find('replied') && settings?.pause_on_reply) return pausing(REPLIED)
  const away = find('auto_reply')
  if (away) return holding(backAt(away, zone))
  return enrollment.waitingFor === 'condition' ? hurrying : null
}

const isMail = ({ channel }: EventBody): boolean => channel === null || channel === 'email'

/** The first working day after the one on which they are back; without a date, three days later. */
const backAt = ({ at, return_at }: EventBody, zone: string): number => {
  const from = return_at ?? at + (AWAY_DAYS - 1) * DAY_MS
  return nextMoment({
    anchor: nextDay(from, zone),
    delay: { days: 0, hours: 0 },
    rules: { window: null, skipWeekends: true, holidays: [] },
    zone
  }).at
}

/** What was noticed is counted, whatever else follows. */
const withMarks = (
  intent: Intent | null,
  marked: Marked | undefined,
  events: readonly EventBody[]
): Intent | null => {
  const replies = events.some(({ type }) => type === 'replied') ? 1 : 0
  const bounces = marked?.bounced ?? 0
  if (!intent && !marked && replies === 0) return null
  return {
    takesBack: intent?.takesBack ?? null,
    decide(enrollment, ways, now, known) {
      const follows = intent?.decide(enrollment, ways, now, known) ?? enrollment
      const opened = follows.opened + (marked?.opened ?? 0)
      const clicked = follows.clicked + (marked?.clicked ?? 0)
      const replied = follows.replied + (isIn(enrollment.status) || marked ? replies : 0)
      return { ...follows, opened, clicked, replied, bounced: follows.bounced + bounces }
    }
  }
}
