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

type Buttons = FormInput['buttons']

/** What a button's link ends in, or its code. Empty text: the button brings nothing. */
export const withButton = (
  buttons: Buttons,
  index: number,
  type: 'url' | 'copy_code',
  text: string
): Buttons => {
  const others = buttons.filter(button => button.index !== index)
  if (text === '') return others
  const button = type === 'url' ? ({ type, index, text } as const) : ({ type, index, code: text } as const)
  return [...others, button].sort((one, other) => one.index - other.index)
}

export const buttonText = (buttons: Buttons, index: number): string => {
  const button = buttons.find(one => one.index === index)
  if (!button) return ''
  switch (button.type) {
    case 'url':
      return button.text
    case 'copy_code':
      return button.code
    case 'quick_reply':
      return button.payload
  }
}
