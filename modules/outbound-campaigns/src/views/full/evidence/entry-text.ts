/** An entry of the log in the user's words: what it was, whom it was about, and what tells the most of it. */
import { isRecord } from '../../api/answer'
import type { Evidence, EvidenceKind } from '../../api/evidence'
import { moment, number } from '../../format'
import { counted, t, type TextKey } from '../../text'
import { channelName } from '../channels/name'
import { channelText, sourceText } from '../suppressions/words'

export const KIND_TEXTS: Record<EvidenceKind, TextKey> = {
  'message.sent': 'evidence.kind.message_sent',
  'outbound_sequences.dispatch_batch': 'evidence.kind.sequence_batch',
  'outbound_campaigns.dispatch_batch': 'evidence.kind.campaign_batch',
  opt_out: 'evidence.kind.opt_out',
  opt_in: 'evidence.kind.opt_in',
  'opt_out.undone': 'evidence.kind.opt_out_undone',
  'person.forgotten': 'evidence.kind.person_forgotten'
}

const isKnown = (kind: string): kind is EvidenceKind => Object.prototype.hasOwnProperty.call(KIND_TEXTS, kind)

/** A kind that is new is told as the API names it. */
export const kindText = (kind: string): string => (isKnown(kind) ? t(KIND_TEXTS[kind]) : kind)

type Facts = Readonly<Record<string, unknown>>

const textIn = (facts: Facts | null, name: string): string => {
  const value = facts && facts[name]
  return typeof value === 'string' ? value : ''
}

const numberIn = (facts: Facts, name: string): number | null => {
  const value = facts[name]
  return typeof value === 'number' ? value : null
}

/** null: nobody, or somebody who was forgotten since. */
export const whoIn = ({ personal }: Pick<Evidence, 'personal'>): string | null =>
  textIn(personal, 'person') || null

/** Whether it was about somebody of whom nothing is left. */
export const isForgotten = ({ personal, subject }: Pick<Evidence, 'personal' | 'subject'>): boolean =>
  personal === null && subject !== null

const OUTCOMES: Partial<Record<string, TextKey>> = {
  accepted: 'evidence.outcome.accepted',
  refused: 'evidence.outcome.refused',
  throttled: 'evidence.outcome.throttled',
  try_again: 'evidence.outcome.try_again',
  stop: 'evidence.outcome.stop',
  unknown: 'evidence.outcome.unknown'
}

const outcomeText = (outcome: string): string => {
  const key = OUTCOMES[outcome]
  return key === undefined ? outcome : t(key)
}

const basisText = (facts: Facts, personal: Facts | null): string => {
  if (textIn(facts, 'basis') !== 'consent') return t('evidence.noConsent')
  const source = textIn(personal, 'consent_source')
  const at = numberIn(facts, 'consent_at')
  const told = [source, at === null ? '' : moment(at)].filter(part => part !== '').join(', ')
  return told === '' ? t('evidence.consent') : t('evidence.consentOf', { told })
}

const outcomesText = (facts: Facts): string =>
  isRecord(facts.outcomes)
    ? Object.entries(facts.outcomes)
        .map(([outcome, count]) => `${outcomeText(outcome)}: ${number(Number(count))}`)
        .join(', ')
    : ''

const partsOf = ({ kind, facts, personal }: Pick<Evidence, 'kind' | 'facts' | 'personal'>): string[] => {
  switch (kind) {
    case 'message.sent':
      return [
        channelName(textIn(facts, 'channel')),
        outcomeText(textIn(facts, 'outcome')),
        textIn(facts, 'code'),
        basisText(facts, personal)
      ]
    case 'outbound_sequences.dispatch_batch':
    case 'outbound_campaigns.dispatch_batch':
      return [
        channelName(textIn(facts, 'channel')),
        t('evidence.people', counted(numberIn(facts, 'people') ?? 0, number)),
        outcomesText(facts)
      ]
    case 'opt_out':
    case 'opt_in':
    case 'opt_out.undone':
      return [
        channelText(textIn(facts, 'channel')),
        sourceText(textIn(facts, 'source')),
        textIn(personal, 'evidence'),
        textIn(personal, 'reason'),
        textIn(personal, 'by')
      ]
    default:
      return []
  }
}

export const detailText = (entry: Pick<Evidence, 'kind' | 'facts' | 'personal'>): string =>
  partsOf(entry)
    .filter(part => part !== '')
    .join(' · ')
