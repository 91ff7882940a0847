import { EmailChannel } from './channels/email/channel'
import { WhatsAppChannel } from './channels/whatsapp/channel'
import { Inbox } from './inbox'
import { Notifier } from './notify'
import { Counted, deedsLogged, noticesLogged } from './observability'
import { OwnAddresses } from './own-addresses'
import { Announcer } from './platform/announcer'
import { Audit } from './platform/audit/audit'
import { calendarOf, type Calendar } from './platform/calendar'
import { readConfig, type ModuleConfig } from './platform/config'
import { Database } from './platform/database/database'
import type { Host } from './platform/host'
import { Links } from './platform/links/links'
import { SettingsService } from './platform/settings/settings'

/** What every capability stands on, made once for the process. */
export interface Foundation {
  host: Host
  db: Database
  calendar: Calendar
  audit: Audit
  settings: SettingsService
  whatsapp: WhatsAppChannel
  email: EmailChannel
  announcer: Announcer
  links: Links
  inbox: Inbox
  notifier: Notifier
  /** What this process has done, for those who watch over it. */
  counted: Counted
  /** Where the module answers on this server, from the moment it does. */
  addresses: OwnAddresses
  configOf(botId: string): Promise<ModuleConfig>
  /** Whether addresses of this machine's own net may be called. */
  allowsPrivate(botId: string): Promise<boolean>
  /** How a bot is called; undefined: there is none of this id. */
  botName(botId: string): Promise<string | undefined>
}

export const layFoundation = async (host: Host): Promise<Foundation> => {
  const counted = await Counted.start()
  const db = new Database(host.database)
  const audit = new Audit(db, deedsLogged(host.logger))
  const settings = new SettingsService(db, audit)
  const email = new EmailChannel(host, { took: counted.tookOf('email') })
  const announcer = new Announcer(host)
  const links = new Links(db)
  const configOf = (botId: string) => readConfig(host.config, botId)
  const allowsPrivate = async (botId: string) => (await configOf(botId)).allowPrivateAddresses
  const keepAtMost = async (botId: string) => {
    const { retention_days } = await settings.of(botId)
    return retention_days === null ? null : retention_days * 86_400_000
  }
  return {
    host,
    db,
    calendar: calendarOf(host),
    audit,
    settings,
    whatsapp: new WhatsAppChannel(host, settings, undefined, counted.tookOf('whatsapp')),
    email,
    announcer,
    links,
    inbox: new Inbox(db, host.logger, botId => announcer.changed(botId), keepAtMost),
    counted,
    notifier: new Notifier({ settings, email, allowsPrivate, told: noticesLogged(host.logger) }),
    addresses: new OwnAddresses(links),
    configOf,
    allowsPrivate,
    botName: async botId => (await host.bots.getBotById(botId))?.name
  }
}
