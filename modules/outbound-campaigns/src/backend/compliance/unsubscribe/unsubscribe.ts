import type { Inbox } from '../../inbox'
import type { Database } from '../../platform/database/database'
import { optOut, type AddressBook } from '../opt-outs'
import type { Unsubscribing } from './links'

export interface UnsubscribeParts {
  db: Database
  inbox: Pick<Inbox, 'poke'>
  book: AddressBook
  changed(botId: string): void
}

/** What somebody wants no more of. */
export type Scope = Unsubscribing['channel'] | 'all'

export type Way = 'one click in the mail program' | 'unsubscribe page'

/**
 * Whoever follows the link of a mail has had enough of mails; whoever wants to hear nothing at all says so on the page. It
 * is one short transaction: from its commit on nothing is sent, and what else follows is told by a fact. Done again, it
 * changes nothing.
 */
export const unsubscribe = async (
  { db, inbox, book, changed }: UnsubscribeParts,
  { botId, person, messageId }: Unsubscribing,
  scope: Scope,
  way: Way
): Promise<void> => {
  const evidence = messageId === null ? way : `${way}, message ${messageId}`
  const added = await db.transaction(tx =>
    optOut(tx, botId, book, [{ person, channel: scope, source: 'person', evidence }])
  )
  if (added.size === 0) return
  inbox.poke(botId)
  changed(botId)
}
