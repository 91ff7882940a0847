import type { Database } from '../../platform/database/database'
import type { JsonColumns } from '../../platform/database/json-rows'
import { CHANNELS } from '../delivery/owners'
import type { StoredEnrollment } from './columns'

/** What may change of an enrollment, by its column. */
const COLUMNS = {
  version_id: 'integer',
  status: 'text',
  reason_code: 'text',
  reason: 'text',
  step_key: 'text',
  visit: 'integer',
  waiting_for: 'text',
  due_at: 'integer',
  due_why: 'json',
  anchor_at: 'integer',
  hold_until: 'integer',
  fresh: 'integer',
  moves: 'integer',
  emails_sent: 'integer',
  whatsapps_sent: 'integer',
  opened: 'integer',
  clicked: 'integer',
  replied: 'integer',
  bounced: 'integer',
  qualified_at: 'integer',
  resumed_at: 'integer',
  last_sent_at: 'integer',
  ended_at: 'integer'
} as const satisfies JsonColumns

const NAMES = Object.keys(COLUMNS)

/** The channel of the step at which somebody stands afterwards: by it who is due is found. */
const channelOf = (version: string, key: string): string =>
  `(select s.type from outbound_sequence_steps s
     where s.version_id = ${version} and s.key = ${key} and s.type in (${CHANNELS.map(channel => `'${channel}'`).join(', ')}))`

/** Somebody else has moved a lead in between: nothing of this transaction may stay. */
export class MovedMeanwhileError extends Error {
  constructor() {
    super('A lead was moved in a sequence by somebody else at the same time.')
  }
}

/**
 * Writes movements, all of them in one statement: each only from the very place that was read (status, step, moves). One
 * that isn't there any more undoes the caller's transaction.
 *
 * SQLite 3.31 has no `update … from`, so there it is an upsert; see `updateLeads` for why the row travels as one text.
 */
export const saveEnrollments = async (
  tx: Database,
  moved: ReadonlyArray<{ from: StoredEnrollment; to: StoredEnrollment }>
): Promise<void> => {
  if (moved.length === 0) return
  const rows = [...moved].sort((a, b) => a.from.id - b.from.id).map(rowOf)
  const changed = await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_enrollments e
            set ${NAMES.map(name => `${name} = given.${name}`).join(', ')},
                channel = ${channelOf('given.version_id', 'given.step_key')}, updated_at = ${tx.now}
           from ${tx.rows({ id: 'integer', was_status: 'text', was_step: 'text', was_moves: 'integer', ...COLUMNS })} given
          where e.id = given.id and e.status = given.was_status and e.moves = given.was_moves
            and e.step_key is not distinct from given.was_step`
      : `insert into outbound_enrollments (id, bot_id, sequence_id, version_id, lead_id, status, reason, waiting_for,
                anchor_at, source, started_at, created_at, updated_at)
         select json_extract(value, '$.id'), '', 0, 0, 0, '', value, '', 0, '', 0, 0, ${tx.now}
           from json_each(?) where true
         on conflict (id) do update
            set ${NAMES.map(name => `${name} = json_extract(excluded.reason, '$.${name}')`).join(', ')},
                channel = ${channelOf(`json_extract(excluded.reason, '$.version_id')`, `json_extract(excluded.reason, '$.step_key')`)},
                updated_at = excluded.updated_at
          where outbound_enrollments.status = json_extract(excluded.reason, '$.was_status')
            and outbound_enrollments.moves = json_extract(excluded.reason, '$.was_moves')
            and outbound_enrollments.step_key is json_extract(excluded.reason, '$.was_step')`,
    [JSON.stringify(rows)]
  )
  if (changed !== rows.length) throw new MovedMeanwhileError()
}

const rowOf = ({ from, to }: { from: StoredEnrollment; to: StoredEnrollment }) => ({
  id: from.id,
  was_status: from.status,
  was_step: from.stepKey,
  was_moves: from.moves,
  version_id: to.versionId,
  status: to.status,
  reason_code: to.reason?.code ?? null,
  reason: to.reason?.detail ?? null,
  step_key: to.stepKey,
  visit: to.visit,
  waiting_for: to.waitingFor,
  due_at: to.dueAt,
  due_why: to.dueWhy.length === 0 ? null : to.dueWhy,
  anchor_at: to.anchorAt,
  hold_until: to.holdUntil,
  fresh: to.fresh ? 1 : 0,
  moves: from.moves + 1,
  emails_sent: to.emailsSent,
  whatsapps_sent: to.whatsappsSent,
  opened: to.opened,
  clicked: to.clicked,
  replied: to.replied,
  bounced: to.bounced,
  qualified_at: to.qualifiedAt,
  resumed_at: to.resumedAt,
  last_sent_at: to.lastSentAt,
  ended_at: to.endedAt
})
