import { parse, type Expected, type Kind } from './engine'
import { toLiquid, type Translated } from './legacy'
import { nearest } from './nearest'

/** What keeps a template from being saved, and where to look. */
export interface Problem {
  code: 'template_syntax' | 'unknown_variable'
  message: string
  /** Both counted from 1, in what the author wrote. */
  line: number
  column: number
  /** The variable that nobody knows, and the known one that was probably meant. */
  name: string | null
  nearest: string | null
}

/**
 * Everything wrong with a template, so that nothing is left to be found while sending. `known`: the variables that a mail
 * is given, `first_name`; custom fields by their name, `plan`, which may also be written `custom.plan`.
 */
export const checkTemplate = (written: string, known: Iterable<string>, kind: Kind = 'html'): Problem[] => {
  const names = new Set(known)
  try {
    const { translated, variables } = parse(kind, written)
    return variables
      .filter(({ path }) => !isKnown(path, names))
      .map(expected => unknownVariable(expected, translated, written, names))
      .sort((a, b) => a.line - b.line || a.column - b.column)
  } catch (err) {
    return [syntaxProblem(err, written)]
  }
}

const isKnown = ([first = '', second = '']: string[], names: ReadonlySet<string>): boolean =>
  first === 'custom'
    ? second === '' || names.has(second) || names.has(`custom.${second}`)
    : names.has(first) || names.has(`custom.${first}`)

const unknownVariable = (
  { path, row, column }: Expected,
  translated: Translated,
  written: string,
  names: ReadonlySet<string>
): Problem => {
  const name = path[0] === 'custom' && path[1] ? path[1] : (path[0] ?? '')
  const meant = nearest(
    name,
    [...names].map(one => one.replace(/^custom\./, ''))
  )
  const at = translated.origin(offsetOf(translated.source, row, column))
  return {
    code: 'unknown_variable',
    message: meant
      ? `There is no variable "${name}". Did you mean "${meant}"?`
      : `There is no variable "${name}".`,
    ...placeOf(written, at),
    name,
    nearest: meant
  }
}

const syntaxProblem = (err: unknown, written: string): Problem => {
  const { message, token } = err as { message?: string; token?: { getPosition?(): [number, number] } }
  const [row = 1, column = 1] = token?.getPosition?.() ?? []
  const said = (message ?? 'It cannot be read.').replace(/, line:\d+, col:\d+$/, '')
  const { source, origin } = toLiquid(written)
  return {
    code: 'template_syntax',
    message: `${said.charAt(0).toUpperCase()}${said.slice(1)}.`,
    ...placeOf(written, origin(offsetOf(source, row, column))),
    name: null,
    nearest: null
  }
}

const offsetOf = (text: string, row: number, column: number): number => {
  let offset = 0
  for (let line = 1; line < row; line++) offset = text.indexOf('\n', offset) + 1
  return offset + column - 1
}

const placeOf = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 }
}
