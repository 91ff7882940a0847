/** A schema in a few words: `string, up to 200 characters`, `"es" | "en"`, `{ id, name }[] | null`. */
import type { Schema } from './document'

/** More than these and the list says nothing at a glance: the document has them. */
const MOST_WORDS = 12

const isSafest = (limit: number | undefined): boolean =>
  limit === undefined || Math.abs(limit) === Number.MAX_SAFE_INTEGER

const limitsOf = ({ minimum, maximum, maxLength, maxItems }: Schema): string => {
  if (maxLength !== undefined) return `, up to ${maxLength} characters`
  if (maxItems !== undefined) return `, up to ${maxItems}`
  if (!isSafest(minimum) && !isSafest(maximum)) return `, ${minimum} to ${maximum}`
  if (!isSafest(minimum)) return `, from ${minimum}`
  return isSafest(maximum) ? '' : `, up to ${maximum}`
}

const fieldsOf = ({ properties = {} }: Schema): string => {
  const names = Object.keys(properties)
  return names.length === 0 ? 'object' : `{ ${names.join(', ')} }`
}

const listOf = (items: Schema | boolean | undefined): string => {
  const one = typeof items === 'object' ? typeOf(items) : 'any'
  return `${one.includes(' | ') ? `(${one})` : one}[]`
}

const plain = (schema: Schema, type: string): string => {
  if (type === 'array') return listOf(schema.items)
  if (type === 'object') return fieldsOf(schema)
  return schema.format === undefined ? type : `${type} (${schema.format})`
}

const unique = (all: string[]): string[] => [...new Set(all)]

/** What it may be, without limits. */
export const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return schema.$ref.replace(/^.*\//, '')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) {
    const words = schema.enum.map(word => JSON.stringify(word))
    return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).join(' | ')} | …` : words.join(' | ')
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return unique(choices.map(typeOf)).join(' | ')
  const types = schema.type === undefined ? ['any'] : [schema.type].flat()
  return types.map(type => plain(schema, type)).join(' | ')
}

/** With its limits, which stand at the only choice that is not null where there are choices. */
export const typeWithLimits = (schema: Schema): string => {
  const choices = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null')
  const [only] = choices
  return typeOf(schema) + limitsOf(choices.length === 1 && only ? only : schema)
}
