/**
 * A template's message with its variables filled as far as they are known: as text with the places where a variable
 * stands marked, so that what comes from the row can be told from what everybody gets.
 */
import type { Template } from '../../../../api/templates'

/** Marks around a filled variable: characters that no message has. */
const OPEN = '\ue000'
const CLOSE = '\ue001'

export interface Piece {
  text: string
  /** From the row, not from the template. */
  filled: boolean
  style: 'plain' | 'bold' | 'italic' | 'strike'
}

export interface MessageView {
  header: { kind: 'text'; pieces: Piece[] } | { kind: 'media'; media: string; link: string } | null
  body: Piece[]
  footer: string | null
  /** `leave`: an answer that takes the person off the list. */
  buttons: Array<{ kind: 'link' | 'call' | 'copy' | 'reply' | 'leave'; text: string }>
}

/** A variable by its name, positions as "1", "2" …; undefined: nothing fills it yet. */
export type ValueOf = (name: string) => string | undefined

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g

const fill = (text: string, valueOf: ValueOf): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => `${OPEN}${valueOf(name) ?? whole}${CLOSE}`)

const marked = (text: string, style: Piece['style']): Piece[] =>
  text
    .split(/(\ue000[^\ue001]*\ue001)/)
    .filter(part => part !== '')
    .map(part =>
      part.startsWith(OPEN)
        ? { text: part.slice(1, -1), filled: true, style }
        : { text: part, filled: false, style }
    )

/** WhatsApp's own marks: a word between two of them, without a line break. */
const STYLED = /(\*[^\s*](?:[^*\n]*[^\s*])?\*|_[^\s_](?:[^_\n]*[^\s_])?_|~[^\s~](?:[^~\n]*[^\s~])?~)/

const STYLES: Record<string, Piece['style']> = { '*': 'bold', _: 'italic', '~': 'strike' }

export const piecesOf = (text: string, valueOf: ValueOf): Piece[] =>
  fill(text, valueOf)
    .split(STYLED)
    .flatMap((part, index) => {
      const style = index % 2 === 1 ? STYLES[part.charAt(0)] : undefined
      return style === undefined ? marked(part, 'plain') : marked(part.slice(1, -1), style)
    })

type Component = Template['components'][number]

const componentOf = (components: readonly Component[], type: string): Component | undefined =>
  components.find(component => component.type.toUpperCase() === type)

const headerOf = (component: Component | undefined, given: string): MessageView['header'] => {
  if (!component) return null
  const media = (component.format ?? 'TEXT').toLowerCase()
  return media === 'text'
    ? { kind: 'text', pieces: piecesOf(component.text ?? '', () => given || undefined) }
    : { kind: 'media', media, link: given }
}

const BUTTONS: Partial<Record<string, MessageView['buttons'][number]['kind']>> = {
  URL: 'link',
  PHONE_NUMBER: 'call',
  OTP: 'copy',
  COPY_CODE: 'copy'
}

/** A button nobody knows yet is an answer like others. */
const kindOf = (type: string, leaves: boolean): MessageView['buttons'][number]['kind'] =>
  BUTTONS[type.toUpperCase()] ?? (leaves ? 'leave' : 'reply')

export const messageView = (
  components: readonly Component[],
  valueOf: ValueOf,
  headerValue: string,
  leaves: (index: number, text: string) => boolean
): MessageView => ({
  header: headerOf(componentOf(components, 'HEADER'), headerValue),
  body: piecesOf(componentOf(components, 'BODY')?.text ?? '', valueOf),
  footer: componentOf(components, 'FOOTER')?.text ?? null,
  buttons: (componentOf(components, 'BUTTONS')?.buttons ?? []).map(({ type, text = '' }, index) => ({
    kind: kindOf(type, leaves(index, text)),
    text
  }))
})
