import type { Database } from '../platform/database/database'
import { conflict, notFound, unprocessable } from '../platform/http/problem'
import { addressOf, displayPhone } from '../platform/phone/address'
import { normalizePhone } from '../platform/phone/phone'
import type { SettingsService } from '../platform/settings/settings'
import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import { lintParameters } from '../channels/whatsapp/parameter-lint'
import { renderTemplate } from '../channels/whatsapp/template-components'
import { findTemplate } from '../channels/whatsapp/templates'
import type { StartCheck } from './check'
import type { Preview, TestSendAnswer } from './message-schema'
import { personalise, rowReader, type RowValues } from './personalise'
import { importColumns, nthRecipient } from './recipients-store'
import type { Campaign } from './schema'

export interface MessageSources {
  db: Database
  settings: SettingsService
  channel: WhatsAppChannel
  check: StartCheck
}

/** One message before the campaign: to look at, or on one's own telephone. Made and sent by the code that sends all. */
export class TrialMessages {
  constructor(private readonly sources: MessageSources) {}

  /** What the nth person would receive. */
  async preview(botId: string, campaign: Campaign, n: number): Promise<Preview> {
    const { db, channel, settings } = this.sources
    const recipient = await nthRecipient(db, botId, campaign.id, n)
    if (!recipient) throw notFound(`The campaign has no person ${n}: it has ${campaign.counts.total}.`)
    const values = await this.valuesOf(botId, campaign, recipient.importId, recipient.cells)
    const { content, parameters, missing } = personalise(await this.asStarted(botId, campaign), values)
    const list = await channel.templates(botId)
    const template = findTemplate(list, campaign.template_id, campaign.language)
    const { mx_prefix } = await settings.of(botId)
    return {
      row: n,
      line: recipient.line,
      phone_number: displayPhone(recipient.person, mx_prefix),
      message: template ? renderTemplate(template.components, content, parameters) : null,
      parameters: Array.isArray(parameters) ? parameters.map(String) : Object.values(parameters),
      problems: [
        ...missing.map(({ position, column }) => ({
          path: `variables.${position}`,
          code: 'missing_variable',
          message: `Nothing in the column "${column}".`
        })),
        ...lintParameters(parameters).map(({ parameter, code, message }) => ({
          path: `variables.${parameter}`,
          code,
          message
        }))
      ]
    }
  }

  /** To a number of one's own, with a person's values. It stands in no report and counts for no limit. */
  async testSend(
    botId: string,
    campaign: Campaign,
    { to, row, values: given }: { to: string; row: number; values?: Record<string, string> }
  ): Promise<TestSendAnswer> {
    const { db, channel, settings } = this.sources
    const phone = normalizePhone(to, campaign.default_country)
    if (phone.kind !== 'phone')
      throw unprocessable(phone.message, [{ path: 'to', code: phone.code, message: phone.message }])
    const open = await channel.open(botId)
    if (open.kind === 'not_ready') throw conflict(open.reason.detail)

    const recipient = await nthRecipient(db, botId, campaign.id, row)
    const values = given
      ? rowReader(Object.keys(given))(Object.values(given))
      : recipient
        ? await this.valuesOf(botId, campaign, recipient.importId, recipient.cells)
        : () => undefined
    const { content, parameters, missing } = personalise(await this.asStarted(botId, campaign), values)
    const [gap] = missing
    if (gap) throw unprocessable(`There is nothing for the variable ${gap.position} ("${gap.column}").`)

    const { mx_prefix } = await settings.of(botId)
    const ref = `test.${campaign.id}.${Date.now()}`
    const address = addressOf(phone.person, mx_prefix)
    const outcome = await open.channel.send({ to: address, content, parameters, ref, webhookUrl: null })
    return outcome.kind === 'accepted'
      ? { accepted: true, message_uuid: outcome.providerId, reason: null }
      : { accepted: false, message_uuid: null, reason: outcome.reason }
  }

  private async asStarted(botId: string, campaign: Campaign): Promise<Campaign> {
    return campaign.started_at === null
      ? { ...campaign, ...(await this.sources.check.freeze(botId, campaign)) }
      : campaign
  }

  private async valuesOf(
    botId: string,
    campaign: Campaign,
    importId: number | null,
    cells: readonly string[]
  ): Promise<RowValues> {
    const imports = await importColumns(this.sources.db, botId, campaign.id)
    return rowReader(imports.get(importId ?? -1)?.columns ?? [])(cells)
  }
}
