import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import { lookUp, templateProblems } from '../channels/whatsapp/check-template'
import { isPositional } from '../channels/whatsapp/message'
import { decideUnconfirmed, enqueue, lockLanes, reopenLane, type Owner } from '../outbox'
import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import { fromJson, toText } from '../platform/database/values'
import { conflict, notFound, Problem, unprocessable } from '../platform/http/problem'
import type { Caller } from '../platform/http/route'
import { normalizePhone } from '../platform/phone/phone'
import type { SettingsService } from '../platform/settings/settings'
import { DAY_MS, readData, type SingleData } from './data'
import { kindOf, laneFor, ownerIfAny } from './lanes'
import type { Created, Single, TemplateAsked } from './schema'
import { databaseNow, findByKey, findSingle, shownSingle, type StoredSingle } from './store'

export interface SinglesSources {
  db: Database
  settings: SettingsService
  audit: Audit
  whatsapp: Pick<WhatsAppChannel, 'open' | 'templates'>
  /** Something of this lane is to be sent. */
  owed(botId: string, owner: Owner): void
}

/** Messages that belong to no campaign and no sequence: asked for one by one, sent like all others. */
export class Singles {
  constructor(private readonly sources: SinglesSources) {}

  /** A number as people write it. */
  async personAt(botId: string, to: string): Promise<string> {
    const { default_country } = await this.sources.settings.of(botId)
    const phone = normalizePhone(to, default_country)
    if (phone.kind === 'phone') return phone.person
    throw unprocessable(phone.message, [{ path: 'to', code: phone.code, message: phone.message }])
  }

  /** Puts one template into the outbox, or answers the one that was asked for with this key before. */
  async ask(botId: string, person: string, asked: TemplateAsked, caller: Caller): Promise<Created> {
    const { db, settings: service, audit, owed } = this.sources
    const settings = await service.of(botId)
    // A prefix, so that no key can be taken for one of the outbox's own.
    const dedupeKey = `asked ${asked.idempotency_key}`
    const lane = await ownerIfAny(db, botId, 'template')
    const before = lane && (await findByKey(db, lane, dedupeKey))
    if (before) {
      refuseAnother(before, person, asked)
      return { ...shownSingle(before, 'template', settings.mx_prefix), created: false }
    }
    await this.check(botId, asked)
    const { owner, single, created } = await db.transaction(async tx => {
      const owner = await laneFor(tx, botId, 'template', settings)
      const data = dataOf(asked, (await databaseNow(tx)) + DAY_MS)
      const message = { person, dedupeKey, importId: null, line: null, data }
      const added = await enqueue(tx, { owner, botId, channel: 'whatsapp' }, [message])
      const single = await findByKey(tx, owner, dedupeKey)
      if (!single) throw new Error('A message was asked for and is not there.')
      // Somebody else asked at the same moment.
      if (added === 0) refuseAnother(single, person, asked)
      else
        await audit.record(tx, botId, caller, {
          action: 'message.asked',
          subject_type: 'message',
          subject_id: String(single.row.id),
          details: { template_id: asked.template_id, language: asked.language }
        })
      return { owner, single, created: added > 0 }
    })
    if (created) owed(botId, owner)
    return { ...shownSingle(single, 'template', settings.mx_prefix), created }
  }

  async get(botId: string, id: number): Promise<Single> {
    const { db, settings } = this.sources
    const single = await this.find(botId, id)
    const kind = await kindOf(db, botId, single.owner.id)
    if (!kind) throw noSuchMessage(id)
    return shownSingle(single, kind, (await settings.of(botId)).mx_prefix)
  }

  /** Somebody's word on a message of which nobody knows whether it went out. */
  async decide(
    botId: string,
    id: number,
    action: 'retry' | 'assume_delivered',
    caller: Caller
  ): Promise<Single> {
    const { db, audit, owed } = this.sources
    const { owner } = await this.find(botId, id)
    const decided = await db.transaction(async tx => {
      await lockLanes(tx, [owner])
      const n = await decideUnconfirmed(tx, owner, action, [id])
      if (n === 0) return 0
      if (action === 'retry') await reopenLane(tx, owner)
      await audit.record(tx, botId, caller, {
        action: 'message.unconfirmed_decided',
        subject_type: 'message',
        subject_id: String(id),
        details: { action }
      })
      return n
    })
    if (decided === 0) throw conflict('The message is not unconfirmed, so there is nothing to decide.')
    if (action === 'retry') owed(botId, owner)
    return this.get(botId, id)
  }

  private async find(botId: string, id: number): Promise<StoredSingle> {
    const single = await findSingle(this.sources.db, botId, id)
    if (!single) throw noSuchMessage(id)
    return single
  }

  /** What can be known to fail is refused before anything is owed. */
  private async check(botId: string, asked: TemplateAsked): Promise<void> {
    const { whatsapp } = this.sources
    const opened = await whatsapp.open(botId)
    if (opened.kind === 'not_ready') throw new Problem(503, opened.reason.detail)
    const listed = lookUp(await whatsapp.templates(botId), asked)
    // Where the account can't be asked, nothing is known against it.
    if (listed.kind === 'no_list') return
    const { template_id, language, header = null, buttons = null, variables } = asked
    const filled = isPositional(variables) ? variables.length : Object.keys(variables).length
    const problems = templateProblems({ template_id, language, header, buttons, filled }, listed)
    const [first] = problems
    if (first) throw unprocessable(first.message, problems)
  }
}

const noSuchMessage = (id: number) => notFound(`There is no single message ${id}.`)

const dataOf = ({ template_id, language, header, buttons, variables }: TemplateAsked, until: number) =>
  ({
    form: 'template',
    content: { template_id, language, header: header ?? null, buttons: buttons ?? null },
    parameters: variables,
    until
  }) satisfies SingleData

/** One key, two messages: the second would be lost without a word. */
const refuseAnother = ({ row }: StoredSingle, person: string, asked: TemplateAsked): void => {
  const data = readData(fromJson(row.data))
  const isSame =
    toText(row.person) === person &&
    data?.form === 'template' &&
    data.content.template_id === asked.template_id &&
    data.content.language === asked.language
  if (isSame) return
  const message = 'Another message was asked for with this idempotency_key.'
  throw conflict(message, [{ path: 'idempotency_key', code: 'key_taken', message }])
}
