import type { DueSteps } from '../../../sequences'
import type { Note } from '../run'
import type { Task, TaskResult } from '../task'

/** So many leads a dry run looks at. */
const LOOKED_AT = 500

export interface SendSources {
  due: Pick<DueSteps, 'execute' | 'preview'>
  /** Why no mail can leave; null: it can. */
  mailTrouble(botId: string): Promise<Note | null>
}

/**
 * Hands what is due to the outbox at once, which sends it at its pace. The engine does the same every second; so after a
 * kill nothing is left for this task to repeat.
 */
export const sendScheduled = ({ due, mailTrouble }: SendSources): Task => ({
  name: 'send_scheduled_emails',
  needs: ['ensure_schema'],
  async run({ botId, run }): Promise<TaskResult> {
    const trouble = await mailTrouble(botId)
    const notes = trouble ? [trouble] : []
    if (run.dryRun) {
      const movements = (await due.preview(botId, LOOKED_AT)).flatMap(one => one.movements)
      const messages = movements.flatMap(({ passed }) => passed.filter(({ kind }) => kind === 'message'))
      return {
        kind: 'done',
        counts: { leads_due: movements.length, would_send: messages.length },
        notes: [...notes, ...(movements.length >= LOOKED_AT ? [MORE] : [])]
      }
    }
    const { leads, messages, more } = await due.execute(botId)
    return {
      kind: 'done',
      counts: { leads_due: leads, messages },
      notes: [...notes, ...(more ? [MORE] : [])]
    }
  }
})

const MORE: Note = {
  code: 'more_due',
  detail: 'More is due than was looked at; the engine goes on by itself.'
}
