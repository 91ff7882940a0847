import type { Database } from '../../../platform/database/database'
import type { NurturingSequences, StoredSequence } from '../../../sequences'
import type { Note } from '../run'
import type { Task } from '../task'

/**
 * The sequence into which cold leads are put: the module's own, made where there is none and nobody has made one that
 * does the same. It is switched off until somebody has read it and switches it on; the run says so.
 */
export const getTemplate = (sources: { db: Database; sequences: NurturingSequences }): Task => ({
  name: 'get_or_create_sequence_template',
  needs: ['ensure_schema'],
  async run({ botId, run, settings, step }) {
    const { db, sequences } = sources
    const known = await sequences.template(db, botId, settings.language)
    const isNeeded = !known && !(await sequences.own(db, botId)).some(({ active }) => active)
    if (isNeeded && !run.dryRun)
      await step(async tx => {
        // Somebody may have made it meanwhile.
        if (await sequences.template(tx, botId, settings.language)) return {}
        await sequences.makeTemplate(tx, botId, settings.language)
        return { counts: { created: 1 } }
      })
    const own = await sequences.own(db, botId)
    const active = own.filter(sequence => sequence.active)
    return {
      kind: 'done',
      counts: { active: active.length, switched_off: own.length - active.length },
      notes:
        active.length > 0
          ? []
          : isNeeded && run.dryRun
            ? [{ code: 'would_create', detail: 'The template would be made, switched off.' }]
            : [switchedOff(own)]
    }
  }
})

export const switchedOff = (own: readonly StoredSequence[]): Note => {
  const [first] = own
  return {
    code: 'template_inactive',
    detail: first
      ? `${first.name} (${first.id}) is switched off: nobody is put into it until somebody switches it on.`
      : 'There is no sequence for cold leads that is switched on.'
  }
}
