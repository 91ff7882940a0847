import type { z } from 'zod'
import type { EmailChannel } from '../../channels/email/channel'
import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import { suppressedAmong } from '../../compliance'
import { personOn, type Leads, type StoredLead } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toIso } from '../../platform/database/values'
import { notFound, unprocessable } from '../../platform/http/problem'
import type { SettingsService } from '../../platform/settings/settings'
import { zoneOf } from '../schedule/when-due'
import type { GivenStep } from '../steps/given-schema'
import { prepareSteps } from '../steps/prepare'
import type { PlacedStep, Version } from '../steps/schema'
import { inWayOrder, stepAt } from '../steps/way'
import { sequenceSettingsSchema } from '../templates/schema'
import type { StoredSequence } from '../templates/store'
import type { Templates } from '../templates/templates'
import { Contents } from './contents'
import type { happeningSchema, simulateSchema, SimulationShown } from './schema'
import { momentsIn, shownWay } from './shown'
import { simulated, type Happening } from './virtual'
import { leadMeant } from './whom'

export interface SimulationSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  leads: Pick<Leads, 'find'>
  templates: Pick<Templates, 'find' | 'versionOf'>
  email: Pick<EmailChannel, 'open'>
  whatsapp: Pick<WhatsAppChannel, 'open' | 'templates'>
}

type Asked = z.output<typeof simulateSchema>

/** What would become of a lead in a sequence: reads everything that the engine reads, and writes nothing. */
export class Simulations {
  constructor(readonly sources: SimulationSources) {}

  async simulate(botId: string, id: number, asked: Asked): Promise<SimulationShown> {
    const { calendar, leads, settings: service, templates } = this.sources
    const settings = await service.of(botId)
    const saved = await templates.find(botId, id)
    const sequence = {
      ...saved,
      settings: sequenceSettingsSchema.parse({ ...saved.settings, ...asked.settings })
    }
    const version = await this.stepsOf(botId, sequence, asked.steps)
    const lead = await leadMeant(leads, botId, asked, settings.default_country)
    const zone = zoneOf(lead, sequence.settings, settings.timezone)
    const startAt = asked.start_at === undefined ? calendar.now() : Date.parse(asked.start_at)
    const rules = { version, settings: sequence.settings, zone, lead }
    const result = simulated(rules, startAt, happeningsOf(asked.events, startAt))
    const moments = momentsIn(zone, startAt)
    const contents = new Contents(this.sources, botId, settings, sequence.settings, lead)
    return {
      sequence_id: id,
      zone,
      start_at: toIso(startAt),
      entries: await shownWay(result, contents, moments),
      end: { ...moments(result.end.at), status: result.end.status, reason: result.end.reason },
      notes: await this.notes(botId, sequence, settings.email_daily_limit, lead)
    }
  }

  /** One step, saved or not, and whom it is shown for. */
  async stepFor(
    botId: string,
    id: number,
    key: string,
    asked: Pick<Asked, 'lead_id' | 'lead'> & { step?: GivenStep }
  ): Promise<{ sequence: StoredSequence; version: Version; step: PlacedStep; contents: Contents }> {
    const { leads, settings: service, templates } = this.sources
    const settings = await service.of(botId)
    const sequence = await templates.find(botId, id)
    // Alone, it stands in no branch: where it is doesn't change what it says.
    const given = asked.step && [{ ...asked.step, key, parent_key: null, branch: null }]
    const version = await this.stepsOf(botId, sequence, given)
    const step = stepAt(version, key)
    if (!step) throw notFound(`The sequence has no step "${key}".`)
    const lead = await leadMeant(leads, botId, asked, settings.default_country)
    const contents = new Contents(this.sources, botId, settings, sequence.settings, lead)
    return { sequence, version, step, contents }
  }

  private async stepsOf(
    botId: string,
    sequence: StoredSequence,
    given: readonly GivenStep[] | undefined
  ): Promise<Version> {
    const current = await this.sources.templates.versionOf(botId, sequence)
    const saved: Version = current ?? { id: 0, sequenceId: sequence.id, n: 0, inUse: false, steps: [] }
    if (!given) return saved
    const { steps } = await prepareSteps(given, {
      db: this.sources.db,
      botId,
      current,
      typesInUse: new Map(),
      knownFields: []
    })
    return { ...saved, inUse: false, steps: inWayOrder(steps).map((step, id) => ({ ...step, id })) }
  }

  private async notes(
    botId: string,
    { settings: { daily_limit, new_leads_per_day } }: StoredSequence,
    mailboxLimit: number | null,
    lead: StoredLead
  ): Promise<SimulationShown['notes']> {
    const limit = (code: string, most: number | null, what: string) =>
      most === null ? [] : [{ code, message: `${what} (${most} a day) may make it later.` }]
    const suppressed = await Promise.all(
      (['email', 'whatsapp'] as const).map(async channel => {
        const person = personOn(channel, lead)
        const found = await suppressedAmong(this.sources.db, botId, channel, person === null ? [] : [person])
        return found.size === 0
          ? []
          : [{ code: 'suppressed', message: `This person gets nothing by ${channel}: they are on the list.` }]
      })
    )
    return [
      ...limit('daily_limit', daily_limit, 'The limit of the sequence'),
      ...limit('new_leads_per_day', new_leads_per_day, 'The limit of new people'),
      ...limit('email_daily_limit', mailboxLimit, 'The limit of the mailbox'),
      ...suppressed.flat()
    ]
  }
}

const happeningsOf = (events: Array<z.output<typeof happeningSchema>>, startAt: number): Happening[] =>
  events.map((event, index): Happening => {
    const at = momentOf(event, startAt, index)
    switch (event.type) {
      case 'opened':
      case 'clicked':
      case 'replied':
        return { type: event.type, at, stepKey: event.step_key }
      case 'meeting_booked':
      case 'bounced':
      case 'unsubscribed':
        return { type: event.type, at }
      case 'auto_reply':
        return {
          type: 'auto_reply',
          at,
          returnAt: event.return_at === null ? null : Date.parse(event.return_at)
        }
    }
  })

const DAY_MS = 86_400_000

const momentOf = (
  { at, after_days }: { at?: string; after_days?: number },
  startAt: number,
  index: number
): number => {
  if ((at === undefined) === (after_days === undefined)) {
    const message = 'Say when: by `at`, or by `after_days`.'
    throw unprocessable(message, [{ path: `events.${index}.at`, message }])
  }
  return at === undefined ? Math.round(startAt + (after_days ?? 0) * DAY_MS) : Date.parse(at)
}
