import type { Database } from '../platform/database/database'
import { unprocessable } from '../platform/http/problem'
import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import {
  lookUp,
  noListWarning,
  templateProblems,
  type ListedTemplate
} from '../channels/whatsapp/check-template'
import type { Check, CheckItem } from './check-schema'
import { importColumns } from './recipients-store'
import { checkRows } from './rows-check'
import type { Campaign, CampaignFields } from './schema'

export interface CheckSources {
  db: Database
  channel: WhatsAppChannel
}

/** What the start freezes, so that later uploads and templates can't change what people receive. */
export type Frozen = Pick<CampaignFields, 'variables' | 'parameter_names'>

/** Everything that speaks against a start, told at once. */
export class StartCheck {
  constructor(private readonly sources: CheckSources) {}

  async of(botId: string, campaign: Campaign): Promise<Check & { frozen: Frozen }> {
    const { db, channel } = this.sources
    const problems: CheckItem[] = []
    const warnings: CheckItem[] = []

    const open = await channel.open(botId)
    if (open.kind === 'not_ready')
      problems.push({ path: 'channel', code: open.reason.code, message: open.reason.detail })

    const listed = await this.template(botId, campaign)
    const imports = await importColumns(db, botId, campaign.id)
    const frozen = freeze(campaign, listed, [...imports.values()][0])
    if (listed.kind === 'no_list') warnings.push(noListWarning(listed))
    else problems.push(...templateProblems({ ...campaign, filled: frozen.variables?.length ?? 0 }, listed))

    if (campaign.counts.pending === 0) {
      problems.push({
        path: 'recipients',
        code: 'no_recipients',
        message: 'There is nobody to write to: upload a file.'
      })
    } else problems.push(...(await checkRows(db, botId, { ...campaign, ...frozen }, imports)))

    return { ready: problems.length === 0, problems, warnings, frozen }
  }

  /** What the start would freeze, without looking at the rows. */
  async freeze(botId: string, campaign: Campaign): Promise<Frozen> {
    const imports = await importColumns(this.sources.db, botId, campaign.id)
    return freeze(campaign, await this.template(botId, campaign), [...imports.values()][0])
  }

  /** For the start itself: throws all of it, or answers what to freeze. */
  async orThrow(botId: string, campaign: Campaign): Promise<Frozen> {
    const { problems, frozen } = await this.of(botId, campaign)
    if (problems.length === 0) return frozen
    const told = problems.map(({ message, rows }) =>
      rows === undefined ? message : `${message} (${rows} ${rows === 1 ? 'row' : 'rows'})`
    )
    throw unprocessable(`The campaign cannot start. ${told.join(' ')}`, problems)
  }

  private async template(botId: string, { template_id, language }: Campaign): Promise<ListedTemplate> {
    return lookUp(await this.sources.channel.templates(botId), { template_id, language })
  }
}

/**
 * Without a mapping the other columns fill the template's variables in the file's order: as many as the template has
 * where that is known, all of them where it isn't.
 */
const freeze = (
  campaign: Campaign,
  listed: ListedTemplate,
  upload: { columns: string[]; phoneColumn: string | null } | undefined
): Frozen => {
  const body = listed.kind === 'listed' ? listed.template.parameters.body : null
  const others = (upload?.columns ?? []).filter(column => column !== upload?.phoneColumn)
  const wanted = body === null ? others.length : body.kind === 'positional' ? body.count : body.names.length
  return {
    variables: campaign.variables ?? others.slice(0, wanted),
    parameter_names: body?.kind === 'named' ? body.names : campaign.parameter_names
  }
}
