/**
 * The reference in docs/api.md, made of the document that the server gives out: each address with what it takes and
 * what it answers, a line each. The document itself has the rest, for programs.
 */
import type { OpenApi, Operation, Schema } from './document'
import { typeOf, typeWithLimits } from './types'

interface Field {
  name: string
  /** `path`, `query`, `body`: where it stands. */
  place: string
  isRequired: boolean
  schema: Schema
  says: string
}

const KINDS: Record<string, string> = {
  'multipart/form-data': 'form',
  'application/x-www-form-urlencoded': 'form'
}

const bodyFields = ({ requestBody }: Operation): Field[] =>
  Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) =>
    Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
      name,
      place: KINDS[type] ?? 'body',
      isRequired: schema?.required?.includes(name) ?? false,
      schema: field,
      says: field.description ?? ''
    }))
  )

/** Bodies whose schema has no fields of its own: a choice of several, or a text. */
const otherBodies = ({ requestBody }: Operation): string[] =>
  Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) =>
    schema === undefined || schema.properties || typeOf(schema) === 'any'
      ? []
      : [`- ${KINDS[type] ?? 'body'} as \`${type}\`: \`${typeOf(schema)}\``]
  )

const fieldsOf = (operation: Operation): Field[] => [
  ...(operation.parameters ?? []).map(({ name, in: place, required, description, schema }) => ({
    name,
    place,
    isRequired: required === true,
    schema,
    says: description ?? schema.description ?? ''
  })),
  ...bodyFields(operation)
]

const lineOf = ({ name, place, isRequired, schema, says }: Field): string => {
  const fallback = schema.default === undefined ? '' : `, ${JSON.stringify(schema.default)} unless said`
  const needed = isRequired && place !== 'path' ? ', needed' : ''
  const what = `- \`${name}\` (${place}${needed}): \`${typeWithLimits(schema)}${fallback}\``
  return says === '' ? what : `${what}. ${says}`
}

/** Of a list what each of its items has. */
const answerOf = (schema: Schema): string => {
  const { items, ...rest } = schema.properties ?? {}
  return items?.type === 'array'
    ? `{ ${[`items: ${typeOf(items)}`, ...Object.keys(rest)].join(', ')} }`
    : typeOf(schema)
}

const answersOf = ({ responses }: Operation): string[] =>
  Object.entries(responses).flatMap(([status, { content }]) => {
    if (!/^[23]/.test(status)) return []
    const [given] = Object.entries(content ?? {})
    if (!given) return [`\`${status}\``]
    const [type, { schema }] = given
    return [`\`${status}\` ${type === 'application/json' && schema ? `\`${answerOf(schema)}\`` : type}`]
  })

const sectionOf = (method: string, address: string, operation: Operation): string =>
  [
    `#### ${method.toUpperCase()} ${address}`,
    `${operation.summary}.${operation.description ? ` ${operation.description}` : ''}`,
    [...fieldsOf(operation).map(lineOf), ...otherBodies(operation)].join('\n'),
    `Answers ${answersOf(operation).join(' or ')}`
  ]
    .filter(part => part !== '')
    .join('\n\n')

export const renderReference = ({ paths }: OpenApi): string => {
  const all = Object.entries(paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, address, operation }))
  )
  const tags = [...new Set(all.flatMap(({ operation }) => operation.tags.slice(0, 1)))]
  return tags
    .map(tag => {
      const inIt = all.filter(({ operation }) => operation.tags[0] === tag)
      const sections = inIt.map(({ method, address, operation }) => sectionOf(method, address, operation))
      return [`### ${tag}`, ...sections].join('\n\n')
    })
    .join('\n\n')
}

const BEGINS = '<!-- reference -->'
const ENDS = '<!-- /reference -->'

/** What stands between the two marks. */
export const referenceIn = (page: string): string =>
  (page.split(BEGINS)[1] ?? '').split(ENDS)[0]?.trim() ?? ''

export const withReference = (page: string, reference: string): string => {
  const [before = '', rest] = page.split(BEGINS)
  if (rest === undefined) throw new Error(`The page has no place for the reference: ${BEGINS}`)
  return `${before}${BEGINS}\n\n${reference}\n\n${ENDS}${rest.split(ENDS)[1] ?? ''}`
}
