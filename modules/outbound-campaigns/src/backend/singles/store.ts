import type { Database, Row } from '../platform/database/database'
import { fromJson, toIso, toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'
import { displayPhone, type MxPrefix } from '../platform/phone/address'
import { isMessageStatus, type Owner } from '../outbox'
import { readData } from './data'
import { ownerOf, SINGLE } from './lanes'
import type { Single } from './schema'

/** Single messages as they lie in the outbox. */
export interface StoredSingle {
  row: Row
  owner: Owner
}

export const findSingle = async (
  db: Database,
  botId: string,
  id: number
): Promise<StoredSingle | undefined> => {
  const row = await db.first(
    'select * from outbound_messages where bot_id = ? and id = ? and owner_type = ?',
    [botId, id, SINGLE]
  )
  return row && { row, owner: ownerOf(toNumber(row.owner_id)) }
}

export const findByKey = async (
  db: Database,
  owner: Owner,
  dedupeKey: string
): Promise<StoredSingle | undefined> => {
  const row = await db.first(
    'select * from outbound_messages where owner_type = ? and owner_id = ? and dedupe_key = ?',
    [owner.type, owner.id, dedupeKey]
  )
  return row && { row, owner }
}

export const shownSingle = ({ row }: StoredSingle, kind: Single['kind'], mxPrefix: MxPrefix): Single => {
  const status = toText(row.status)
  if (!isMessageStatus(status)) throw new Error('A message is in a status that the module does not know.')
  const data = readData(fromJson(row.data))
  const content = data?.form === 'template' ? data.content : null
  const code = toTextOrNull(row.reason_code)
  const person = toText(row.person)
  return {
    id: toNumber(row.id),
    kind,
    status,
    reason: code === null ? null : { code, detail: toTextOrNull(row.reason) ?? '' },
    phone_number: person === '' ? null : displayPhone(person, mxPrefix),
    template_id: content?.template_id ?? null,
    language: content?.language ?? null,
    attempts: toNumber(row.attempts),
    message_uuid: toTextOrNull(row.provider_id),
    sent_at: moment(row.sent_at),
    delivered_at: moment(row.delivered_at),
    read_at: moment(row.read_at),
    replied_at: moment(row.replied_at)
  }
}

const moment = (value: unknown): string | null => {
  const at = toNumberOrNull(value)
  return at === null ? null : toIso(at)
}

export const databaseNow = async (db: Database): Promise<number> =>
  toNumber((await db.first(`select ${db.now} as now`))?.now)
