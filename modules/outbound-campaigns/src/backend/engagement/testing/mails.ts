import { enqueue, putLane } from '../../outbox'
import type { Place } from '../events/event'
import { toNumber } from '../../platform/database/values'
import { BOT, type EngagementBench } from './bench'

const OWNER = { type: 'sequence_email', id: 1 }

/** For tests: mails that were sent to these leads as steps of a sequence, and who says so. Answers their numbers. */
export const sentMails = async (
  { db, engagement, calendar }: EngagementBench,
  leads: ReadonlyArray<{ id: number; email: string }>
): Promise<number[]> => {
  await putLane(db, {
    owner: OWNER,
    botId: BOT,
    channel: 'email',
    pace: {
      batch_size: 100,
      batch_interval_ms: 1000,
      concurrency: 1,
      max_retries: 1,
      max_error_rate: 1,
      max_consecutive_errors: 100
    }
  })
  await enqueue(
    db,
    { owner: OWNER, botId: BOT, channel: 'email' },
    leads.map(({ id, email }) => ({
      person: email,
      dedupeKey: `${id}.first.1`,
      importId: null,
      line: null,
      data: null
    }))
  )
  await db.change(
    `update outbound_messages set status = 'sent', attempts = 1, sent_at = ${db.now}, last_attempt_at = ${db.now},
            provider_id = '<' || id || '.1.0123456789abcdef@example.com>'`
  )
  const rows = await db.query('select id, person from outbound_messages order by id')
  const numbers = new Map(rows.map(row => [row.person, toNumber(row.id)]))
  const ids = leads.map(({ email }) => numbers.get(email) ?? 0)
  const sentAt = calendar.now()
  const places = new Map(
    leads.map(({ id }, n): [number, Place] => [
      ids[n] ?? 0,
      { enrollmentId: 500 + n, sequenceId: 1, stepKey: 'first', leadId: id, sentAt }
    ])
  )
  engagement.readPlacesFrom(async () => places)
  return ids
}
