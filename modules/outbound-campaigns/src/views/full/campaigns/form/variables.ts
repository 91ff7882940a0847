/** How a template's variables are filled: by what was chosen, and otherwise by the file's columns in their order. */
import type { FormInput, VariableInput } from './input'

const NOTHING: VariableInput = { column: '', fallback: '' }

/** As many as the template has; where nobody knows how many, as many as were chosen or as there are columns. */
export const shownVariables = (
  chosen: FormInput['variables'],
  columns: readonly string[],
  count: number | null
): VariableInput[] => {
  const given = chosen ?? columns.map(column => ({ column, fallback: '' }))
  const wanted = count ?? given.length
  return Array.from({ length: wanted }, (_, index) => given[index] ?? NOTHING)
}

export const withVariable = (
  shown: readonly VariableInput[],
  index: number,
  change: Partial<VariableInput>
): VariableInput[] => shown.map((variable, at) => (at === index ? { ...variable, ...change } : variable))
