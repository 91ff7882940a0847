/**
 * What a message brings for its template's buttons: what a tapped answer sends back, the end of a link, a code to copy. A
 * button that is not in the list brings nothing, which is right for an answer (its own text comes back) and for nothing
 * else.
 */
import type { Template } from '../../../api/templates'
import type { ButtonInput } from './input'

export type ButtonKind = ButtonInput['type']
export type TemplateButton = Template['parameters']['buttons'][number]

/** What WhatsApp takes of each, in characters. */
export const LONGEST: Record<ButtonKind, number> = { quick_reply: 256, url: 2000, copy_code: 15 }

export const MOST_BUTTONS = 10

/** null: the button brings nothing. An authentication template takes its code as the end of a link. */
export const kindOf = ({ type, parameter }: TemplateButton): ButtonKind | null => {
  if (parameter === 'none') return null
  return type === 'quick_reply' || type === 'copy_code' ? type : 'url'
}

export const newButton = (type: ButtonKind, index: number, text: string): ButtonInput => {
  switch (type) {
    case 'quick_reply':
      return { type, index, payload: text }
    case 'url':
      return { type, index, text }
    case 'copy_code':
      return { type, index, code: text }
  }
}

export const textOfButton = (button: ButtonInput): string => {
  switch (button.type) {
    case 'quick_reply':
      return button.payload
    case 'url':
      return button.text
    case 'copy_code':
      return button.code
  }
}

export const buttonText = (buttons: readonly ButtonInput[], index: number): string => {
  const button = buttons.find(one => one.index === index)
  return button ? textOfButton(button) : ''
}

/** Empty text: the button brings nothing. */
export const withButton = (
  buttons: readonly ButtonInput[],
  index: number,
  type: ButtonKind,
  text: string
): ButtonInput[] => {
  const others = buttons.filter(button => button.index !== index)
  if (text === '') return others
  return [...others, newButton(type, index, text)].sort((one, other) => one.index - other.index)
}

/** The template's buttons that can't be sent as they are. */
export const emptyButtons = (template: Template | null, buttons: readonly ButtonInput[]): TemplateButton[] =>
  (template === null ? [] : template.parameters.buttons).filter(
    ({ parameter, index }) => parameter === 'required' && buttonText(buttons, index).trim() === ''
  )
