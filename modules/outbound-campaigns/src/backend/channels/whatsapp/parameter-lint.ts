import { isPositional, type Parameters } from './message'

/** What Meta refuses in a template's variable. Told before the start: afterwards it is an error for every such row. */

export type ParameterProblemCode =
  'parameter_empty' | 'parameter_newline' | 'parameter_tab' | 'parameter_spaces' | 'parameter_too_long'

export interface ParameterProblem {
  /** Its position, counted from 1, or its name. */
  parameter: string
  code: ParameterProblemCode
  message: string
}

const LONGEST = 1024

const MESSAGES: Record<ParameterProblemCode, string> = {
  parameter_empty: 'The value is empty. Fill it, or give the variable a fallback.',
  parameter_newline: 'The value has a line break, which WhatsApp does not take in a variable.',
  parameter_tab: 'The value has a tab, which WhatsApp does not take in a variable.',
  parameter_spaces:
    'The value has more than four spaces in a row, which WhatsApp does not take in a variable.',
  parameter_too_long: `The value is longer than ${LONGEST} characters.`
}

/** Everything that Unicode calls the end of a line. */
const NEWLINE = /[\n\v\f\r\u0085\u2028\u2029]/
const FIVE_SPACES = /[ \u00a0]{5}/
/** Nothing that could be seen: zero-width characters are no text. */
const INVISIBLE = /^[\s\u200b-\u200f\u2060\ufeff]*$/

export const lintParameter = (value: string): ParameterProblemCode | null => {
  if (INVISIBLE.test(value)) return 'parameter_empty'
  if (NEWLINE.test(value)) return 'parameter_newline'
  if (value.includes('\t')) return 'parameter_tab'
  if (FIVE_SPACES.test(value)) return 'parameter_spaces'
  return value.length > LONGEST && [...value].length > LONGEST ? 'parameter_too_long' : null
}

export const parameterMessage = (code: ParameterProblemCode): string => MESSAGES[code]

export const lintParameters = (parameters: Parameters): ParameterProblem[] => {
  const named = isPositional(parameters)
    ? parameters.map((value, index): [string, string] => [String(index + 1), value])
    : Object.entries(parameters)
  return named.flatMap(([parameter, value]) => {
    const code = lintParameter(value)
    return code ? [{ parameter, code, message: MESSAGES[code] }] : []
  })
}
