import { leadsByIds, totalOf } from '../../leads'
import type { Logger } from 'botpress/sdk'
import type { Database } from '../../platform/database/database'
import { nameKey } from '../../platform/names'
import { activeSequences, type StoredSequence } from '../templates/store'
import { isMeantFor, type Enrolled, type Enrolling } from './enroll'

export interface TriggerSources {
  db: Database
  enrolling: Enrolling
  logger: Logger
}

/** Sequences that begin by themselves: for a new lead, at a score. Cold leads are looked for by nurturing. */
export class Triggers {
  constructor(private readonly sources: TriggerSources) {}

  /** After the leads' commit, in the transaction of the inbox: a lead is there whatever happens here. */
  async created(tx: Database, botId: string, leadIds: readonly number[]): Promise<void> {
    await this.begin(tx, botId, leadIds, ({ trigger }) => trigger.kind === 'on_lead_created')
    await this.scored(tx, botId, leadIds)
  }

  /** Whether any sequence begins at a score. */
  async awaitsScores(db: Database, botId: string): Promise<boolean> {
    return (await activeSequences(db, botId)).some(({ trigger }) => trigger.kind === 'score_threshold')
  }

  /** The scores of these leads may have changed. Whoever was in the sequence before is not put into it again. */
  async scored(tx: Database, botId: string, leadIds: readonly number[]): Promise<void> {
    const sequences = (await activeSequences(tx, botId)).filter(
      ({ trigger }) => trigger.kind === 'score_threshold'
    )
    for (const sequence of sequences) {
      const reached = await this.neverIn(tx, sequence.id, leadIds)
      await this.beginOne(tx, botId, sequence, reached, score =>
        sequence.trigger.kind === 'score_threshold' ? score >= sequence.trigger.score : false
      )
    }
  }

  private async begin(
    tx: Database,
    botId: string,
    leadIds: readonly number[],
    isTriggered: (sequence: StoredSequence) => boolean
  ): Promise<Array<{ sequenceId: number; results: Enrolled[] }>> {
    if (leadIds.length === 0) return []
    const begun = []
    for (const sequence of (await activeSequences(tx, botId)).filter(isTriggered))
      begun.push({
        sequenceId: sequence.id,
        results: await this.beginOne(tx, botId, sequence, leadIds, () => true)
      })
    return begun
  }

  private async beginOne(
    tx: Database,
    botId: string,
    sequence: StoredSequence,
    leadIds: readonly number[],
    reaches: (score: number) => boolean
  ): Promise<Enrolled[]> {
    const leads = await leadsByIds(tx, botId, leadIds)
    const meant = leads.filter(lead => {
      const score = totalOf(lead)
      return reaches(score) && isMeantFor(sequence, lead, score, (a, b) => nameKey(a) === nameKey(b))
    })
    if (meant.length === 0) return []
    return this.sources.enrolling.enrollIn(
      tx,
      botId,
      sequence.id,
      meant.map(({ id }) => id),
      { source: 'trigger', startAt: null, dealId: null, by: null }
    )
  }

  private async neverIn(tx: Database, sequenceId: number, leadIds: readonly number[]): Promise<number[]> {
    const rows = await tx.query(
      `select given.id from ${tx.rows({ id: 'integer' })} given
        where not exists (select 1 from outbound_enrollments e where e.lead_id = given.id and e.sequence_id = ?)`,
      [JSON.stringify(leadIds.map(id => ({ id }))), sequenceId]
    )
    return rows.map(row => Number(row.id))
  }
}
