import type { Database } from '../../platform/database/database'

/** What happens to the people of a sequence when somebody changes it: done by whoever moves them on. */
export interface SequencePeople {
  /**
   * In the transaction that switches it off, and before the sequence itself is locked (lanes come first): from the commit
   * on nothing of it is sent. People stay where they are.
   */
  switchedOff(tx: Database, botId: string, sequenceId: number): Promise<void>
  /** Likewise: what is owed may be sent again. */
  switchedOn(tx: Database, botId: string, sequenceId: number): Promise<void>
  /**
   * After the commit that deleted it: everybody who is in it is stopped, in as many short transactions as that takes. A
   * process may die meanwhile: whoever is still in a deleted sequence is to be found and stopped later.
   */
  stopAll(botId: string, sequenceId: number): Promise<void>
}
