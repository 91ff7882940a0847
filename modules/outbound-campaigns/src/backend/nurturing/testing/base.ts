import type { KnexExtended } from 'botpress/sdk'
import type { EmailChannel } from '../../channels/email/channel'
import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import { Inbox } from '../../inbox'
import { keepingLogger } from '../../inbox/testing/sent-messages'
import { createLeads, type LeadInput } from '../../leads'
import { Audit } from '../../platform/audit/audit'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { SettingsService } from '../../platform/settings/settings'
import { createSequences, type SequencesContext } from '../../sequences'

/** For tests: what scores and runs both stand on, on a database of their own: leads, and sequences that no channel sends. */
export const BOT = 'demo'
export const ANA = { email: 'ana@example.com' }
/** Ten in the morning of a Monday in Mexico City. */
export const MONDAY = Date.parse('2026-03-02T16:00:00Z')

/** `notifierOn` is given the audit, since what is told may be written down there. */
export const nurturingBase = async (
  knex: KnexExtended,
  notifierOn: (audit: Audit) => SequencesContext['notifier']
) => {
  const db = new Database(knex)
  await migrate(db, migrations)
  const audit = new Audit(db)
  const settings = new SettingsService(db, audit)
  const { logger, lines } = keepingLogger()
  const inbox = new Inbox(db, logger)
  const clock = { at: MONDAY }
  const calendar = { now: () => clock.at }
  const changed = () => undefined
  const notifier = notifierOn(audit)
  const leads = createLeads({ db, calendar, settings, audit, inbox, changed })
  const notReady = { kind: 'not_ready' as const, reason: { code: 'no_account', detail: 'No account.' } }
  const sequences = createSequences({
    db,
    calendar,
    settings,
    audit,
    inbox,
    email: { open: async () => notReady } as unknown as EmailChannel,
    whatsapp: { open: async () => notReady } as unknown as WhatsAppChannel,
    notifier,
    leads,
    logger,
    links: { unsubscribeUrl: async () => 'https://example.com/u', trackingOf: async () => null },
    statusAddress: async () => null,
    allowsPrivate: async () => false,
    changed,
    owed: changed
  })
  return {
    db,
    audit,
    settings,
    logger,
    lines,
    inbox,
    clock,
    calendar,
    changed,
    notifier,
    leads,
    sequences,
    lead: async (input: LeadInput): Promise<number> => (await leads.leads.upsert(BOT, input, ANA)).lead.id
  }
}
