import { fill } from '../../channels/email/template/engine'
import type { StepOf } from '../steps/schema'

type Variables = Readonly<Record<string, unknown>>

/** What somebody is asked to do. A title is one line, and the table takes no longer one. */
export const taskContent = (
  { config: { title, note } }: Pick<StepOf<'task'>, 'config'>,
  variables: Variables
): { title: string; note: string | null } => ({
  title: fill('plain', title, variables).replace(/\s+/g, ' ').trim(),
  note: note === null ? null : fill('plain', note, variables).trim()
})

/** What another system is told beside the lead. */
export const webhookData = (
  { config: { data } }: Pick<StepOf<'webhook'>, 'config'>,
  variables: Variables
): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([name, text]) => [name, fill('plain', text, variables)]))
