import { z } from 'zod'
import { news, type ErrandResult, type Fact, type FactKind, type News } from '../../inbox'
import { leadsByIds, type Leads } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { callWebhook, type CallResult } from '../../platform/net/call-webhook'
import type { Resolve } from '../../platform/net/guarded-request'
import type { SettingsService } from '../../platform/settings/settings'
import { idOf, payloadOf, type SequenceOf } from './payload'
import { findQualifications, markTold, type Qualification, type Told } from './store'

/**
 * Tells another system of somebody who qualified, as an errand of the inbox: made at least once, and again for a day
 * while it may still succeed. It names no person, so one who is forgotten meanwhile is told to nobody.
 */
const bodySchema = z.object({ qualification_id: z.number().int() })
export type AboutQualification = z.infer<typeof bodySchema>

export const qualifiedCall: FactKind<AboutQualification> = {
  name: 'lead.qualified.webhook',
  body: bodySchema,
  keepMs: 86_400_000
}

/** `time`: the how-manieth time that it is begun. */
export const callNews = (qualificationId: number, time: number): News =>
  news(qualifiedCall, {
    dedupeKey: `qualified webhook ${qualificationId} ${time}`,
    subject: null,
    body: { qualification_id: qualificationId }
  })

export interface CallSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  leads: Pick<Leads, 'show'>
  sequencesOf(botId: string, leadId: number): Promise<SequenceOf[]>
  allowsPrivate(botId: string): Promise<boolean>
  changed(botId: string): void
  resolve?: Resolve
}

/** A minute before the inbox itself would give up: by then it must show where the lead shows. */
const GIVE_UP_AFTER_MS = 86_400_000 - 60_000

export const callOut =
  (sources: CallSources) =>
  async (botId: string, { body, receivedAt }: Fact<AboutQualification>): Promise<ErrandResult> => {
    const [qualification] = await findQualifications(sources.db, botId, [body.qualification_id])
    if (!qualification) return { kind: 'done' }
    const result = await call(sources, botId, qualification)
    const isOver = result.kind !== 'again' || Date.now() - receivedAt >= GIVE_UP_AFTER_MS
    await markTold(sources.db, qualification.id, toldBy(result, isOver, sources.calendar.now()))
    sources.changed(botId)
    // What was given up shows where the lead shows: nobody has to look into the inbox for it.
    return isOver ? { kind: 'done' } : { kind: 'again', error: 'why' in result ? result.why : '' }
  }

type Result = CallResult | { kind: 'nobody_asked' }

const call = async (sources: CallSources, botId: string, qualification: Qualification): Promise<Result> => {
  const { qualified_webhook: webhook, request_timeout } = await sources.settings.of(botId)
  if (webhook.url === null) return { kind: 'nobody_asked' }
  const [lead] = await leadsByIds(sources.db, botId, [qualification.leadId])
  if (!lead) return { kind: 'never', status: null, why: 'The person was forgotten.' }
  return callWebhook(
    {
      url: webhook.url,
      secret: webhook.secret,
      key: idOf(botId, qualification),
      timeoutMs: request_timeout * 1000,
      body: payloadOf(
        botId,
        qualification,
        await sources.leads.show(botId, lead),
        await sources.sequencesOf(botId, lead.id),
        webhook
      )
    },
    { allowPrivate: await sources.allowsPrivate(botId), now: Date.now(), resolve: sources.resolve }
  )
}

const toldBy = (result: Result, isOver: boolean, at: number): Told => {
  switch (result.kind) {
    case 'nobody_asked':
      return { state: 'none', status: null, error: null, at }
    case 'done':
      return { state: 'told', status: result.status, error: null, at }
    case 'again':
      return { state: isOver ? 'failed' : 'waiting', status: result.status, error: result.why, at }
    case 'never':
      return { state: 'failed', status: result.status, error: result.why, at }
  }
}
