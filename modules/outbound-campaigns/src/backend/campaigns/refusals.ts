import { conflict, unprocessable } from '../platform/http/problem'
import { PACE_FIELDS, type CampaignChange, type CampaignFields } from './schema'
import { allowedActions, type Action, type CampaignStatus } from './states'

/** What is said to an order that a campaign can't take. */

export const refuseOtherThanPace = (campaign: CampaignFields, change: CampaignChange): void => {
  const before = new Map<string, unknown>(Object.entries(campaign))
  const refused = Object.entries(change)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)))
    .map(([name]) => name)
    .filter(name => !(PACE_FIELDS as readonly string[]).includes(name))
  if (refused.length === 0) return
  throw conflict(
    `The campaign has begun: ${refused.join(', ')} would change what people receive. ` +
      `Still to be changed: ${PACE_FIELDS.join(', ')}. Clone the campaign to send something else.`,
    refused.map(path => ({ path, message: 'cannot be changed once the campaign has begun' }))
  )
}

const VERBS: Record<Action, string> = {
  start: 'be started',
  schedule: 'be scheduled',
  pause: 'be paused',
  resume: 'be resumed',
  cancel: 'be cancelled',
  retry: 'be tried again',
  change: 'be changed',
  upload: 'take more people',
  delete: 'be deleted'
}

export const notInThisState = (status: CampaignStatus, action: Action) =>
  conflict(`The campaign is ${status} and cannot ${VERBS[action]}. It can ${listOfVerbs(status)}.`)

const listOfVerbs = (status: CampaignStatus): string =>
  allowedActions(status)
    .map(action => VERBS[action])
    .join(', ')

/** A time to start at that nobody can mean. A little late is no more than a slow click or a clock that differs. */
export const refusePast = (scheduledAt: string, now: number): void => {
  if (Date.parse(scheduledAt) >= now - LATE_CLICK_MS) return
  const detail = 'The time to start at has passed. Leave it out to start now.'
  throw unprocessable(detail, [{ path: 'scheduled_at', message: 'is in the past' }])
}

const LATE_CLICK_MS = 60_000

/** A scheduled campaign without its time would never start and never say so. */
export const refuseTimeless = (status: CampaignStatus, { scheduled_at }: CampaignChange): void => {
  if (status !== 'scheduled' || scheduled_at !== null) return
  throw unprocessable('The campaign is scheduled and needs its time. Pause it, or give it another.', [
    { path: 'scheduled_at', message: 'is needed while the campaign is scheduled' }
  ])
}
