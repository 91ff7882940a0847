import type { Logger } from 'botpress/sdk'
import type { Told } from '../notify'
import type { AuditFact, Recorded } from '../platform/audit/audit'
import { EVENTS, type EventName, type Fields } from '../platform/log/events'
import { loggerOfBot, say, write } from '../platform/log/say'

/** What is done to the whole of something, by a person or a schedule; the rest may come a thousand times a minute. */
const SELDOM = /^(campaign|sequence|sequences|nurturing|scores|report|metrics|settings)\.|\.uploaded$/

/** Of these the number stands beside the word. A lead, an opt-out and the like name persons. */
const NAMED = ['campaign', 'sequence', 'report', 'task', 'enrollment', 'message'] as const

/** A line for each entry of the audit, under the entry's own name and without whatever it says of people. */
export const deedsLogged =
  (logger: Logger): Recorded =>
  (botId, fact, by) => {
    const level = SELDOM.test(fact.action) ? 'info' : 'debug'
    write(loggerOfBot(logger, botId), level, fact.action, 'Written into the audit', {
      ...subjectOf(fact),
      ...reasonOf(fact),
      by
    })
  }

const subjectOf = ({ subject_type: type, subject_id: id }: AuditFact): Record<string, number> => {
  const known = NAMED.find(name => name === type)
  return known !== undefined && id !== null && /^\d{1,9}$/.test(id) ? { [known]: Number(id) } : {}
}

const reasonOf = ({ details }: AuditFact): { code?: string } => {
  const code = typeof details === 'object' && details !== null && 'code' in details ? details.code : undefined
  return typeof code === 'string' ? { code } : {}
}

/** What came about by itself: the same that the operator is told by mail or Slack, without names. */
export const noticesLogged =
  (logger: Logger): Told =>
  (botId, { event, campaign, sequence, nurturing, report, reason }) => {
    const name = Object.keys(EVENTS).find((known): known is EventName => known === event)
    if (name === undefined) return
    const fields: Fields = {
      campaign: campaign?.id,
      sequence: sequence?.id,
      channel: sequence?.channel,
      run: nurturing?.run_id,
      report: report?.id,
      code: reason?.code,
      total: campaign?.counts.total,
      failed: campaign?.counts.failed,
      skipped: campaign?.counts.skipped,
      unconfirmed: campaign?.counts.unconfirmed
    }
    say(loggerOfBot(logger, botId), name, fields)
  }
