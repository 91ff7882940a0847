/** An entry of the audit in the user's words: what was done, and of what it was done with what tells the most. */
import { isRecord } from '../../../../api/answer'
import { moment, number } from '../../../../format'
import { counted, t, type TextKey } from '../../../../text'
import { stepOfPath } from '../../form/problems'
import { reasonText } from '../../next-text'
import type { AuditEntry } from '../api'
import { RECIPIENT_STATUSES } from '../outcomes/statuses'

const ACTIONS: Partial<Record<string, TextKey>> = {
  'campaign.created': 'campaign_page.audit.created',
  'campaign.cloned': 'campaign_page.audit.cloned',
  'campaign.changed': 'campaign_page.audit.changed',
  'campaign.uploaded': 'campaign_page.audit.uploaded',
  'campaign.scheduled': 'campaign_page.audit.scheduled',
  'campaign.started': 'campaign_page.audit.started',
  'campaign.paused': 'campaign_page.audit.paused',
  'campaign.resumed': 'campaign_page.audit.resumed',
  'campaign.cancelled': 'campaign_page.audit.cancelled',
  'campaign.failed_retried': 'campaign_page.audit.failed_retried',
  'campaign.unconfirmed_decided': 'campaign_page.audit.unconfirmed_decided',
  'campaign.exported': 'campaign_page.audit.exported',
  'campaign.reconciled': 'campaign_page.audit.reconciled',
  'campaign.people_removed': 'campaign_page.audit.people_removed',
  'recipient.corrected': 'campaign_page.audit.corrected',
  'recipient.removed': 'campaign_page.audit.removed'
}

/** An action that is new is told as the API names it. */
export const actionText = ({ action }: AuditEntry): string => {
  const key = ACTIONS[action]
  return key === undefined ? action : t(key)
}

type Details = Record<string, unknown>

const textIn = (details: Details, name: string): string => {
  const value = details[name]
  return typeof value === 'string' ? value : ''
}

const countIn = (details: Details, name: string): number => {
  const value = details[name]
  return typeof value === 'number' ? value : 0
}

/** Which steps of the form what was changed belongs to, each once. */
const changedIn = (details: Details): string => {
  const steps = Object.keys(details).flatMap(name => stepOfPath(name) ?? [])
  return Array.from(new Set(steps), step => t(`form.step.${step}` as const)).join(', ')
}

const pausedBecause = (details: Details): string => {
  const code = textIn(details, 'code')
  return code === '' ? '' : reasonText({ code, detail: textIn(details, 'detail') })
}

const scheduledFor = (details: Details): string => {
  const at = textIn(details, 'scheduled_at')
  return at === '' ? '' : moment(at)
}

const decided = (details: Details): string => {
  const key = textIn(details, 'action') === 'retry' ? 'sentAgain' : 'assumed'
  return t(`campaign_page.audit.detail.${key}` as const, counted(countIn(details, 'decided'), number))
}

const exportedOnes = (details: Details): string => {
  const status = RECIPIENT_STATUSES.find(known => known === textIn(details, 'status'))
  return status === undefined ? '' : t(`campaigns.count.${status}` as const)
}

const DETAILS: Partial<Record<string, (details: Details) => string>> = {
  'campaign.created': details => textIn(details, 'name'),
  'campaign.cloned': details => textIn(details, 'name'),
  'campaign.changed': changedIn,
  'campaign.uploaded': details =>
    t('campaign_page.audit.detail.uploaded', {
      accepted: number(countIn(details, 'accepted')),
      rows: number(countIn(details, 'rows'))
    }),
  'campaign.scheduled': scheduledFor,
  'campaign.paused': pausedBecause,
  'campaign.cancelled': details =>
    t('campaign_page.audit.detail.notSent', counted(countIn(details, 'not_sent'), number)),
  'campaign.failed_retried': details =>
    t('campaign_page.audit.detail.sentAgain', counted(countIn(details, 'retried'), number)),
  'campaign.unconfirmed_decided': decided,
  'campaign.exported': exportedOnes
}

export const detailText = ({ action, details }: AuditEntry): string => {
  const told = DETAILS[action]
  return told === undefined || !isRecord(details) ? '' : told(details)
}
