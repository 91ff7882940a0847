import { z } from 'zod'
import { mailVariables, type MailPerson, type MailSender } from '../../channels/email/template'
import { news, type ErrandResult, type Fact, type FactKind, type News } from '../../inbox'
import type { Lead } from '../../leads'
import { toIso } from '../../platform/database/values'
import type { Resolve } from '../../platform/net/guarded-request'
import { webhookData } from '../content/plain'
import type { StepOf } from '../steps/schema'
import { callWebhook, type CallResult } from '../../platform/net/call-webhook'

/**
 * A webhook step's call, as an errand of the inbox: written down in the transaction that takes the step, made at least
 * once, tried again for a day while it may still succeed. It names the place and nothing of the person, so a lead who is
 * forgotten meanwhile isn't told to anybody.
 */
export interface Place {
  enrollmentId: number
  stepKey: string
  visit: number
}

const bodySchema = z.object({ enrollment_id: z.number(), step_key: z.string(), visit: z.number() })

export const sequenceWebhook: FactKind<z.infer<typeof bodySchema>> = {
  name: 'sequence.webhook',
  body: bodySchema,
  keepMs: 86_400_000
}

const keyOf = ({ enrollmentId, stepKey, visit }: Place): string => `${enrollmentId}.${stepKey}.${visit}`

export const webhookNews = (place: Place): News =>
  news(sequenceWebhook, {
    dedupeKey: `sequence webhook ${keyOf(place)}`,
    subject: null,
    body: { enrollment_id: place.enrollmentId, step_key: place.stepKey, visit: place.visit }
  })

/** What is known at the moment of the call. */
export interface PendingCall {
  sequence: { id: number; name: string }
  step: StepOf<'webhook'>
  /** When the lead came to the step: the same for every try. */
  at: number
  lead: Lead
  person: MailPerson
}

/** What came of a step that calls another system, when nothing more will come of it. */
export interface Called {
  status: 'done' | 'failed'
  /** The status of the answer; null: there was none. */
  httpStatus: number | null
  /** null where it is done. */
  reason: { code: string; detail: string } | null
}

export interface WebhookSources {
  /** undefined: the lead doesn't wait for this call any more. */
  pending(botId: string, place: Place): Promise<PendingCall | undefined>
  /** Moves the lead on, if they still wait for it: it may be told twice. */
  done(botId: string, place: Place, called: Called): Promise<void>
  senderOf(botId: string): Promise<MailSender>
  allowsPrivate(botId: string): Promise<boolean>
  resolve?: Resolve
}

/** A minute before the inbox itself would give up: the lead must be moved on by then. */
const GIVE_UP_AFTER_MS = 86_400_000 - 60_000

export const webhookErrand =
  (sources: WebhookSources) =>
  async (botId: string, { body, receivedAt }: Fact<z.infer<typeof bodySchema>>): Promise<ErrandResult> => {
    const place: Place = {
      enrollmentId: body.enrollment_id,
      stepKey: body.step_key,
      visit: body.visit
    }
    const pending = await sources.pending(botId, place)
    if (!pending) return { kind: 'done' }
    const result = await call(sources, botId, place, pending)
    if (result.kind === 'again' && Date.now() - receivedAt < GIVE_UP_AFTER_MS)
      return { kind: 'again', error: result.why }
    // What was refused shows where the step shows: there is nothing in the inbox that anybody would have to look at.
    await sources.done(botId, place, calledAs(result))
    return { kind: 'done' }
  }

const call = async (
  sources: WebhookSources,
  botId: string,
  place: Place,
  { sequence, step, at, lead, person }: PendingCall
): Promise<CallResult> => {
  const { url, secret, timeout_seconds } = step.config
  const variables = mailVariables(person, await sources.senderOf(botId))
  let data: Record<string, string>
  try {
    data = webhookData(step, variables)
  } catch {
    return { kind: 'never', status: null, why: 'What the step is to tell could not be filled in.' }
  }
  return callWebhook(
    {
      url,
      secret,
      key: `${botId}.${keyOf(place)}`,
      timeoutMs: timeout_seconds * 1000,
      body: {
        event: 'sequence.step',
        bot_id: botId,
        sequence: { id: sequence.id, name: sequence.name },
        step_key: place.stepKey,
        enrollment_id: place.enrollmentId,
        lead,
        data,
        at: toIso(at)
      }
    },
    { allowPrivate: await sources.allowsPrivate(botId), now: Date.now(), resolve: sources.resolve }
  )
}

const calledAs = (result: CallResult): Called =>
  result.kind === 'done'
    ? { status: 'done', httpStatus: result.status, reason: null }
    : {
        status: 'failed',
        httpStatus: result.status,
        reason: {
          code: result.kind === 'never' ? 'webhook_refused' : 'webhook_unreachable',
          detail: result.why
        }
      }
