import type { z } from 'zod'

/**
 * What is wrong with a value, in words for the person who sent it. Zod's own are written for whoever wrote the schema
 * ("expected nonoptional, received undefined"). A schema that says something by itself is not asked here.
 */
export const validationWords: z.core.$ZodErrorMap = issue => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${nameOf(issue.expected)}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be one of ${listOf(issue.values)}`
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false)
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), issue.inclusive !== false)
    case 'invalid_format':
      return FORMATS[issue.format]
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : union(issue)
    default:
      return undefined
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null'
}

const nameOf = (expected: string): string => NAMES[expected] ?? `of type ${expected}`

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'must be a time with its zone, such as 2026-11-21T09:00:00Z',
  date: 'must be a day such as 2026-11-21',
  email: 'must be an e-mail address',
  url: 'must be an address such as https://example.com',
  regex: 'is not written as it must be'
}

const listOf = (values: readonly unknown[]): string => values.map(value => String(value) || '""').join(', ')

const tooSmall = (origin: string, least: number, inclusive: boolean): string => {
  if (origin === 'string') return least === 1 ? 'must not be empty' : `must have at least ${least} characters`
  if (origin === 'array') return least === 1 ? 'must not be empty' : `must have at least ${least} entries`
  return `must be ${inclusive ? 'at least' : 'more than'} ${least}`
}

const tooBig = (origin: string, most: number, inclusive: boolean): string => {
  if (origin === 'string') return `must have at most ${most} characters`
  if (origin === 'array') return `must have at most ${most} entries`
  return `must be ${inclusive ? 'at most' : 'less than'} ${most}`
}

type UnionIssue = Extract<Parameters<typeof validationWords>[0], { code: 'invalid_union' }>

/** Each way of saying it that was meant, or may have been. */
const union = (issue: UnionIssue): string | undefined => {
  if (issue.discriminator !== undefined) {
    const { options } = issue
    return Array.isArray(options) ? `must be one of ${listOf(options)}` : undefined
  }
  const firsts = issue.errors.flatMap(([first]) => (first ? [first] : []))
  const kinds = firsts.filter(first => first.code === 'invalid_type' && first.path.length === 0)
  // What is of the right kind is told what else is wrong with it: the other kinds weren't meant.
  const meant = firsts.filter(first => !kinds.includes(first))
  const said = new Set((meant.length > 0 ? meant : kinds).map(({ message }) => message))
  return [...said].join(', or ').replace(/, or must be /g, ' or ') || undefined
}
