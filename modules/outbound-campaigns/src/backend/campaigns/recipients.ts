import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import type { Page, PageRequest } from '../platform/database/page'
import { toIso, toIsoOrNull } from '../platform/database/values'
import { conflict, notFound, unprocessable } from '../platform/http/problem'
import type { Caller } from '../platform/http/route'
import { displayPhone, type MxPrefix } from '../platform/phone/address'
import { beginnings } from '../platform/phone/beginnings'
import { normalizePhone } from '../platform/phone/phone'
import type { SettingsService } from '../platform/settings/settings'
import { restoreSuppressions } from '../compliance'
import { addToTally, readLane, retryFailed, type MessageStatus } from '../outbox'
import { ownerOf, type Campaigns } from './campaigns'
import { nameKey } from '../platform/names'
import { countRecipients } from './recipients-count'
import type { Recipient, RecipientWithAttempts } from './recipients-schema'
import {
  attemptsOf,
  deleteUnsent,
  findRecipient,
  importColumns,
  listRecipients,
  updateUnsent,
  type StoredRecipient,
  type UploadColumns
} from './recipients-store'

export interface RecipientSources {
  db: Database
  settings: SettingsService
  audit: Audit
  campaigns: Campaigns
}

/** A campaign's people: who they are, what became of each, and mending one that was not sent. */
export class Recipients {
  constructor(private readonly sources: RecipientSources) {}

  async list(
    botId: string,
    campaignId: number,
    query: PageRequest & { status?: MessageStatus; code?: string; search?: string }
  ): Promise<Page<Recipient> & { total: number; total_is_exact: boolean }> {
    const { db } = this.sources
    const { counts } = await this.sources.campaigns.get(botId, campaignId)
    const persons = query.search === undefined ? undefined : beginnings(query.search)
    const page = await listRecipients(db, botId, campaignId, { ...query, persons })
    const { status, code } = query
    const { total, isExact } = await countRecipients(db, botId, campaignId, { status, code, persons }, counts)
    const view = await this.view(botId, campaignId)
    return { items: page.items.map(view), next_cursor: page.next_cursor, total, total_is_exact: isExact }
  }

  async get(botId: string, campaignId: number, id: number): Promise<RecipientWithAttempts> {
    const found = await this.find(botId, campaignId, id)
    const view = await this.view(botId, campaignId)
    return { ...view(found), attempts_log: await attemptsOf(this.sources.db, botId, id) }
  }

  /** Corrects a row that was not sent. One that had failed is owed again. */
  async change(
    botId: string,
    campaignId: number,
    id: number,
    change: { phone_number?: string; values?: Record<string, string> },
    caller: Caller
  ): Promise<RecipientWithAttempts> {
    const { db, campaigns } = this.sources
    const campaign = await campaigns.mayDo(botId, campaignId, 'upload')
    const found = await this.findUnsent(botId, campaignId, id)
    const columns = (await importColumns(db, botId, campaignId)).get(found.importId ?? -1)
    const person =
      change.phone_number === undefined
        ? found.person
        : personOf(change.phone_number, campaign.default_country)
    const cells = corrected(found.cells, columns, change)
    try {
      await this.mend(botId, campaignId, { id, person, cells, failed: found.status === 'failed' }, caller)
    } catch (err) {
      // The unique key of a campaign's people, whichever database says so.
      if (!/unique|duplicate/i.test(err instanceof Error ? err.message : '')) throw err
      throw conflict('This number is in the campaign already.')
    }
    return this.get(botId, campaignId, id)
  }

  async remove(botId: string, campaignId: number, id: number, caller: Caller): Promise<void> {
    const found = await this.findUnsent(botId, campaignId, id)
    await this.sources.db.transaction(async tx => {
      await readLane(tx, ownerOf(campaignId), true)
      if ((await deleteUnsent(tx, botId, campaignId, id)) === 0) throw gone(id)
      const code = found.status === 'failed' ? found.reason?.code : undefined
      const left = code ? [{ status: found.status, code, n: -1 }] : []
      await addToTally(tx, ownerOf(campaignId), { [found.status]: -1 }, left)
      await this.record(tx, botId, campaignId, caller, 'recipient.removed', id)
    })
  }

  private async mend(
    botId: string,
    campaignId: number,
    { id, person, cells, failed }: { id: number; person: string; cells: string[]; failed: boolean },
    caller: Caller
  ): Promise<void> {
    await this.sources.db.transaction(async tx => {
      await readLane(tx, ownerOf(campaignId), true)
      if ((await updateUnsent(tx, botId, campaignId, { id, person, cells })) === 0) throw gone(id)
      await restoreSuppressions(tx, botId, [person])
      if (failed) await retryFailed(tx, ownerOf(campaignId), { id })
      await this.record(tx, botId, campaignId, caller, 'recipient.corrected', id)
    })
    if (failed) await this.sources.campaigns.takeUp(botId, campaignId)
  }

  private record(
    tx: Database,
    botId: string,
    campaignId: number,
    caller: Caller,
    action: string,
    id: number
  ) {
    const fact = {
      action,
      subject_type: 'campaign',
      subject_id: String(campaignId),
      details: { recipient: id }
    }
    return this.sources.audit.record(tx, botId, caller, fact)
  }

  private async find(botId: string, campaignId: number, id: number): Promise<StoredRecipient> {
    const found = await findRecipient(this.sources.db, botId, campaignId, id)
    if (!found) throw notFound(`Campaign ${campaignId} has no recipient ${id}.`)
    return found
  }

  private async findUnsent(botId: string, campaignId: number, id: number): Promise<StoredRecipient> {
    const found = await this.find(botId, campaignId, id)
    if (found.status === 'pending' || found.status === 'failed') return found
    throw conflict(
      `Recipient ${id} is ${found.status}: only those that were not sent can be changed or removed.`
    )
  }

  private async view(botId: string, campaignId: number): Promise<(stored: StoredRecipient) => Recipient> {
    const imports = await importColumns(this.sources.db, botId, campaignId)
    const { mx_prefix } = await this.sources.settings.of(botId)
    return stored => toRecipient(stored, imports.get(stored.importId ?? -1), mx_prefix)
  }
}

const gone = (id: number) => conflict(`Recipient ${id} was taken for sending at this moment.`)

const personOf = (written: string, country: string): string => {
  const phone = normalizePhone(written, country)
  if (phone.kind === 'phone') return phone.person
  throw unprocessable(phone.message, [{ path: 'phone_number', code: phone.code, message: phone.message }])
}

const corrected = (
  cells: readonly string[],
  upload: UploadColumns | undefined,
  { phone_number, values = {} }: { phone_number?: string; values?: Record<string, string> }
): string[] => {
  const columns = upload?.columns ?? []
  const changed = [...cells]
  const put = (column: string, value: string) => {
    const at = columns.findIndex(name => nameKey(name) === nameKey(column))
    if (at < 0) {
      throw unprocessable(`The row has no column "${column}". It has: ${columns.join(', ')}.`, [
        { path: `values.${column}`, message: 'no such column' }
      ])
    }
    changed[at] = value
  }
  if (phone_number !== undefined && upload?.phoneColumn) put(upload.phoneColumn, phone_number)
  for (const [column, value] of Object.entries(values)) put(column, value)
  return changed
}

const toRecipient = (
  stored: StoredRecipient,
  upload: UploadColumns | undefined,
  mxPrefix: MxPrefix
): Recipient => ({
  id: stored.id,
  phone_number: stored.person === '' ? '' : displayPhone(stored.person, mxPrefix),
  status: stored.status,
  reason: stored.reason,
  attempts: stored.attempts,
  line: stored.line,
  values: Object.fromEntries((upload?.columns ?? []).map((column, at) => [column, stored.cells[at] ?? ''])),
  phone_column: upload?.phoneColumn ?? null,
  message_uuid: stored.providerId,
  last_attempt_at: toIsoOrNull(stored.lastAttemptAt),
  next_attempt_at: stored.status === 'pending' && stored.notBefore > 0 ? toIso(stored.notBefore) : null,
  sent_at: toIsoOrNull(stored.sentAt),
  delivered_at: toIsoOrNull(stored.deliveredAt),
  read_at: toIsoOrNull(stored.readAt),
  replied_at: toIsoOrNull(stored.repliedAt),
  price: stored.price,
  currency: stored.currency
})
