/** What happened to somebody, in the user's words: what it was, and of what it was with what tells the most. */
import type { IconName } from '@blueprintjs/core'
import type { TimelineEntry } from '../../../../api/leads'
import { moment } from '../../../../format'
import { t, type TextKey } from '../../../../text'
import { errorText } from '../../../campaigns/page/errors/text'
import { sourceText } from '../../../suppressions/words'
import { reasonOfCode } from '../enrollment-text'

interface Kind {
  icon: IconName
  text: TextKey
}

const KINDS: Partial<Record<string, Kind>> = {
  'lead.created': { icon: 'new-person', text: 'leads.timeline.created' },
  'lead.consented': { icon: 'endorsed', text: 'leads.timeline.consented' },
  'lead.qualified': { icon: 'star', text: 'leads.timeline.qualified' },
  'lead.changed': { icon: 'edit', text: 'leads.timeline.changed' },
  'lead.sequences_paused': { icon: 'pause', text: 'leads.timeline.sequences_paused' },
  'lead.sequences_resumed': { icon: 'play', text: 'leads.timeline.sequences_resumed' },
  'lead.sequences_stopped': { icon: 'stop', text: 'leads.timeline.sequences_stopped' },
  opt_out: { icon: 'disable', text: 'leads.timeline.opt_out' },
  'opt_out.added': { icon: 'disable', text: 'leads.timeline.opt_out' },
  reply: { icon: 'chat', text: 'leads.timeline.reply' },
  'message.pending': { icon: 'time', text: 'leads.timeline.message_pending' },
  'message.attempted': { icon: 'send-message', text: 'leads.timeline.message_attempted' },
  'message.sent': { icon: 'send-message', text: 'leads.timeline.message_sent' },
  'message.delivered': { icon: 'tick', text: 'leads.timeline.message_delivered' },
  'message.read': { icon: 'eye-open', text: 'leads.timeline.message_read' },
  'message.failed': { icon: 'cross', text: 'leads.timeline.message_failed' },
  'message.unconfirmed': { icon: 'help', text: 'leads.timeline.message_unconfirmed' },
  'message.skipped': { icon: 'step-forward', text: 'leads.timeline.message_skipped' },
  'message.cancelled': { icon: 'delete', text: 'leads.timeline.message_cancelled' },
  'event.opened': { icon: 'eye-open', text: 'leads.timeline.opened' },
  'event.clicked': { icon: 'link', text: 'leads.timeline.clicked' },
  'event.replied': { icon: 'chat', text: 'leads.timeline.replied' },
  'event.auto_reply': { icon: 'airplane', text: 'leads.timeline.auto_reply' },
  'event.delivered': { icon: 'tick', text: 'leads.timeline.message_delivered' },
  'event.bounced': { icon: 'cross', text: 'leads.timeline.bounced' },
  'event.complained': { icon: 'warning-sign', text: 'leads.timeline.complained' },
  'event.meeting_booked': { icon: 'calendar', text: 'leads.timeline.meeting_booked' },
  'sequence.began': { icon: 'flows', text: 'leads.timeline.sequence_began' },
  'sequence.ended': { icon: 'flow-end', text: 'leads.timeline.sequence_ended' },
  'task.open': { icon: 'issue', text: 'leads.timeline.task_open' },
  'task.done': { icon: 'tick-circle', text: 'leads.timeline.task_done' },
  'task.skipped': { icon: 'step-forward', text: 'leads.timeline.task_skipped' },
  'task.cancelled': { icon: 'delete', text: 'leads.timeline.task_cancelled' }
}

export const iconOf = ({ kind }: Pick<TimelineEntry, 'kind'>): IconName => KINDS[kind]?.icon ?? 'dot'

/** A kind that is new is told as the API names it. */
export const kindText = ({ kind }: Pick<TimelineEntry, 'kind'>): string => {
  const known = KINDS[kind]
  return known === undefined ? kind : t(known.text)
}

const textIn = ({ details }: TimelineEntry, name: string): string => {
  const value = details[name]
  return typeof value === 'string' ? value : ''
}

const FIELDS: Partial<Record<string, TextKey>> = {
  ext_id: 'leads.field.ext_id',
  email: 'leads.field.email',
  phone_number: 'leads.field.phone_number',
  first_name: 'leads.field.first_name',
  last_name: 'leads.field.last_name',
  company: 'leads.field.company',
  icp: 'leads.field.icp',
  score: 'leads.field.score',
  priority: 'leads.field.priority',
  timezone: 'leads.field.timezone',
  language: 'leads.field.language',
  tracking: 'leads.field.tracking',
  consent_source: 'leads.field.consent_source',
  consent_at: 'leads.field.consent_at',
  deal_id: 'leads.field.deal_id',
  status: 'leads.column.status'
}

const fieldName = (name: string): string => {
  const key = FIELDS[name]
  return key === undefined ? name : t(key)
}

const fieldsIn = ({ details: { fields } }: TimelineEntry): string =>
  Array.isArray(fields)
    ? fields.flatMap(name => (typeof name === 'string' ? fieldName(name) : [])).join(', ')
    : ''

const verdictIn = (entry: TimelineEntry): string => {
  const verdict = textIn(entry, 'verdict')
  return verdict === 'machine' || verdict === 'unknown' ? t(`leads.timeline.${verdict}` as const) : ''
}

const whyIn = (entry: TimelineEntry): string => {
  const code = textIn(entry, 'code')
  return code === '' ? '' : errorText(code, textIn(entry, 'reason'))
}

const dueIn = (entry: TimelineEntry): string => {
  const due = textIn(entry, 'due_at')
  return due === '' ? '' : t('leads.timeline.due', { at: moment(due) })
}

const isMessage = (kind: string): boolean => kind.startsWith('message.')

/** Of whichever of its lanes. */
export const sequenceOf = ({ details }: TimelineEntry): number | null => {
  const id = details.sequence_email_id ?? details.sequence_whatsapp_id ?? details.sequence_id
  return typeof id === 'number' ? id : null
}

const partsOf = (entry: TimelineEntry, sequence: string): string[] => {
  const { kind } = entry
  if (kind === 'lead.changed') return [fieldsIn(entry), textIn(entry, 'actor')]
  if (kind === 'lead.consented') return [textIn(entry, 'source')]
  if (kind.startsWith('lead.')) return [textIn(entry, 'actor')]
  if (kind.startsWith('opt_out')) {
    const source = textIn(entry, 'source')
    return [source === '' ? '' : sourceText(source), textIn(entry, 'evidence'), textIn(entry, 'actor')]
  }
  if (kind === 'reply') return [textIn(entry, 'text') || textIn(entry, 'payload')]
  if (isMessage(kind)) return [sequence, whyIn(entry)]
  if (kind.startsWith('event.')) return [sequence, textIn(entry, 'link'), verdictIn(entry)]
  if (kind.startsWith('sequence.')) {
    const reason = textIn(entry, 'reason')
    return [textIn(entry, 'sequence_name'), reason === '' ? '' : reasonOfCode(reason)]
  }
  if (kind.startsWith('task.'))
    return [textIn(entry, 'title'), sequence, kind === 'task.open' ? dueIn(entry) : textIn(entry, 'result')]
  return []
}

/** `sequence`: the name of the one that it belongs to, if it does. */
export const detailText = (entry: TimelineEntry, sequence = ''): string =>
  partsOf(entry, sequence)
    .filter(part => part !== '')
    .join(' · ')

/** Of a campaign: its page says the rest. */
export const campaignOf = ({ details }: TimelineEntry): number | null =>
  typeof details.campaign_id === 'number' ? details.campaign_id : null
