import { leadsByIds, type StoredLead } from '../../../leads'
import type { Calendar } from '../../../platform/calendar'
import type { Database } from '../../../platform/database/database'
import type { NurturingSequences, StoredSequence } from '../../../sequences'
import { breath } from '../breath'
import { coldRules } from '../cold-rules'
import { markNurtured, stillCold } from '../cold-leads'
import { added, type Concerned, type Counts } from '../run'
import type { Progress, Task, TaskResult } from '../task'
import { switchedOff } from './get-template'

/** As many as one short transaction puts into sequences. */
const AT_ONCE = 100
/** So many of those whom it concerned are named in the run. */
export const MOST_NAMED = 100

export interface StartSources {
  db: Database
  calendar: Calendar
  sequences: NurturingSequences
}

/** Puts the cold leads into sequences, each into the first that means them. */
export const startSequences = (sources: StartSources): Task => ({
  name: 'start_nurturing_sequences',
  needs: ['identify_cold_leads', 'get_or_create_sequence_template'],
  async run({ botId, run, settings, step }): Promise<TaskResult> {
    const { db, sequences } = sources
    const own = await sequences.own(db, botId)
    const active = own.filter(sequence => sequence.active)
    if (active.length === 0)
      return { kind: 'skipped', note: switchedOff(own), counts: { waiting: run.leadsLeft.length } }
    const rules = coldRules(own, undefined, run)
    if (run.dryRun) {
      const concerned: Concerned[] = []
      let counts: Counts = { would_start: 0, messages_at_once: 0 }
      for (let from = 0; from < run.leadsLeft.length; from += AT_ONCE) {
        const some = await leadsByIds(db, botId, run.leadsLeft.slice(from, from + AT_ONCE))
        for (const [sequence, leads] of byMeant(sequences, active, some)) {
          const messages = await sequences.dueAtOnce(db, botId, sequence, leads, settings.timezone)
          counts = added(counts, { would_start: leads.length, messages_at_once: messages })
          concerned.push(...named(sequence.id, leads))
        }
        await breath()
      }
      await step(async () => ({ counts, concerned: concerned.slice(0, MOST_NAMED) }))
      return { kind: 'done' }
    }
    for (let left = run.leadsLeft; left.length > 0; left = left.slice(AT_ONCE)) {
      const some = left.slice(0, AT_ONCE)
      await step(async tx => {
        const cold = await stillCold(tx, botId, rules, some)
        const progress = await begin(sources, tx, botId, active, await leadsByIds(tx, botId, cold))
        const gone = some.length - cold.length
        return {
          ...progress,
          counts: added(progress.counts ?? {}, gone === 0 ? {} : { no_longer_cold: gone }),
          leadsLeft: left.slice(AT_ONCE)
        }
      })
      await breath()
    }
    return { kind: 'done', counts: { started: 0 } }
  }
})

const begin = async (
  { calendar, sequences }: StartSources,
  tx: Database,
  botId: string,
  active: readonly StoredSequence[],
  leads: readonly StoredLead[]
): Promise<Progress> => {
  let counts: Counts = {}
  const concerned: Concerned[] = []
  const taken: number[] = []
  for (const [sequence, theirs] of byMeant(sequences, active, leads)) {
    const ids = theirs.map(({ id }) => id)
    for (const { leadId, result } of await sequences.begin(tx, botId, sequence.id, ids)) {
      counts = added(counts, { [result === 'enrolled' ? 'started' : result]: 1 })
      if (leadId === null) continue
      if (result === 'enrolled') concerned.push({ lead_id: leadId, template_id: sequence.id })
      // Who can't be written to would be found first by every run to come.
      if (result === 'enrolled' || result === 'opted_out' || result === 'no_address') taken.push(leadId)
    }
  }
  await markNurtured(tx, botId, taken, calendar.now())
  return { counts, concerned }
}

const named = (sequenceId: number, leads: readonly StoredLead[]): Concerned[] =>
  leads.map(({ id }) => ({ lead_id: id, template_id: sequenceId }))

/** In the order of the sequences, for everybody alike: rows are locked in it. */
const byMeant = (
  sequences: NurturingSequences,
  active: readonly StoredSequence[],
  leads: readonly StoredLead[]
): Array<[StoredSequence, StoredLead[]]> =>
  active.flatMap((sequence): Array<[StoredSequence, StoredLead[]]> => {
    const theirs = leads.filter(lead => sequences.meant(active, lead)?.id === sequence.id)
    return theirs.length === 0 ? [] : [[sequence, theirs]]
  })
