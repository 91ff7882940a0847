import type { Inbox } from '../../inbox'
import type { Audit } from '../../platform/audit/audit'
import type { Database } from '../../platform/database/database'
import { notFound, unprocessable } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import { recordEvidence } from '../evidence/entries'
import { restoreSuppressions } from '../forgotten'
import { optOut, type AddressBook } from '../opt-outs'
import { personsGiven } from './given'
import type { NewOptOut, OptOut, Removal } from './schema'
import { shownOptOut } from './shown'
import { deleteOptOuts, optOutsOf } from './store'

export interface OptOutsParts {
  db: Database
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'poke'>
  book: AddressBook
  changed(botId: string): void
}

/** The list as people here keep it. Whatever they do to it is in the audit, without saying there who it was. */
export class OptOuts {
  constructor(private readonly parts: OptOutsParts) {}

  async add(botId: string, given: NewOptOut, caller: Caller): Promise<{ added: number; items: OptOut[] }> {
    const { db, audit, book, inbox, changed } = this.parts
    const { default_country, mx_prefix } = await this.parts.settings.of(botId)
    const persons = personsGiven(given, default_country)
    const { channel, source, evidence } = given
    const at = given.at === undefined ? null : Date.parse(given.at)
    if (at !== null && at > Date.now() + FUTURE_MS) {
      throw unprocessable('Nobody has opted out in the future.', [
        { path: 'at', message: 'lies in the future' }
      ])
    }
    const answer = await db.transaction(async tx => {
      // Who had opted out before being forgotten is on the list already.
      await restoreSuppressions(tx, botId, persons)
      const added = await optOut(
        tx,
        botId,
        book,
        persons.map(person => ({ person, channel, source, evidence, at }))
      )
      await audit.record(tx, botId, caller, {
        action: 'opt_out.added',
        subject_type: 'opt_outs',
        subject_id: null,
        details: { persons: persons.map(veiled), channel, source, added: added.size }
      })
      return { added: added.size, stored: await optOutsOf(tx, botId, persons) }
    })
    inbox.poke(botId)
    changed(botId)
    return { added: answer.added, items: answer.stored.map(shownOptOut(mx_prefix)) }
  }

  /** For a mistake: whoever was taken off every list by one word is put back with every address of theirs. */
  async remove(botId: string, removal: Removal, caller: Caller): Promise<{ removed: number }> {
    const { db, audit, book, changed } = this.parts
    const { default_country } = await this.parts.settings.of(botId)
    const persons = personsGiven(removal, default_country)
    const removed = await db.transaction(async tx => {
      const known = await book.addressesOf(tx, botId, persons)
      const others = persons.flatMap(person => known.get(person) ?? [])
      await restoreSuppressions(tx, botId, persons)
      const own = await optOutsOf(tx, botId, persons, removal.channel)
      if (own.length === 0) throw notFound('They are not on the list, so there is nothing to undo.')
      // What follows for their other addresses is only "all"; what was said of one of those by itself stays.
      const covered = own.some(({ channel }) => channel === 'all')
        ? await optOutsOf(
            tx,
            botId,
            others.filter(person => !persons.includes(person)),
            'all'
          )
        : []
      const found = [...own, ...covered]
      await deleteOptOuts(tx, botId, found)
      await recordEvidence(
        tx,
        botId,
        found.map(({ person, channel, source }) => ({
          kind: 'opt_out.undone',
          person,
          facts: { channel, source },
          personal: { reason: removal.reason, by: caller.email }
        }))
      )
      await book.changed(tx, botId, persons)
      await audit.record(tx, botId, caller, {
        action: 'opt_out.removed',
        subject_type: 'opt_outs',
        subject_id: null,
        details: {
          reason: removal.reason,
          removed: found.map(({ person, channel, source }) => ({ person: veiled(person), channel, source }))
        }
      })
      return found.length
    })
    changed(botId)
    return { removed }
  }
}

/** Clocks differ by so much. */
const FUTURE_MS = 5 * 60_000

/** Enough to know again somebody whom one has in mind, too little to find anybody. */
export const veiled = (person: string): string => {
  if (person.startsWith('+')) return `${person.slice(0, 3)}…${person.slice(-2)}`
  const [name = '', domain = ''] = person.split('@')
  return `${name.slice(0, 1)}…@${domain}`
}
