import type { Liquid, Template } from 'liquidjs'
import { liquidLibrary } from './libraries'
import { toLiquid, type Translated } from './legacy'

/** What a template is for: in HTML, values are escaped; in a subject or a text they stand as they are. */
export type Kind = 'html' | 'plain'

export interface Parsed {
  translated: Translated
  templates: Template[]
  /** Names that it expects to be given, with where. Those it makes itself (`assign`, `for`) are none. */
  variables: Expected[]
}

export interface Expected {
  path: string[]
  row: number
  column: number
}

/** Above this a template is no mail, but an attempt to keep the server busy. */
const LIMITS = { parseLimit: 1_000_000, renderLimit: 1_000, memoryLimit: 5_000_000 }

/** Whatever reads files, and what answers differently each time. */
const NO_TAGS = ['include', 'render', 'layout', 'block']
const NO_FILTERS = ['raw', 'sample']

const engines = new Map<Kind, Liquid>()

const engineFor = (kind: Kind): Liquid => {
  const known = engines.get(kind)
  if (known) return known
  const { Liquid } = liquidLibrary()
  const engine = new Liquid({
    ...LIMITS,
    strictFilters: true,
    ownPropertyOnly: true,
    // There are no files to be had, whatever a template asks for.
    templates: {},
    ...(kind === 'html' ? { outputEscape: 'escape' as const } : {})
  })
  for (const tag of NO_TAGS) delete engine.tags[tag]
  for (const filter of NO_FILTERS) delete engine.filters[filter]
  if (kind === 'html') ready(engine)
  engines.set(kind, engine)
  return engine
}

/** Filters whose result is HTML already: escaped by the filter itself, and not once more. */
const ready = (engine: Liquid): void => {
  engine.registerFilter('escape', { raw: true, handler: (value: unknown) => escapeHtml(textOf(value)) })
  engine.registerFilter('newline_to_br', {
    raw: true,
    handler: (value: unknown) => escapeHtml(textOf(value)).replace(/\r?\n/g, '<br>')
  })
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, found => ENTITIES[found] ?? found)

/** The most recent templates stay parsed: a sequence renders the same one a thousand times. */
const KEPT = 200
const parsed = new Map<string, Parsed>()

/** Throws Liquid's own error for what can't be read. */
export const parse = (kind: Kind, written: string): Parsed => {
  const key = `${kind} ${written}`
  const known = parsed.get(key)
  if (known) {
    // The last in the map is the most recent.
    parsed.delete(key)
    parsed.set(key, known)
    return known
  }
  const engine = engineFor(kind)
  const translated = toLiquid(written)
  const templates = engine.parse(translated.source)
  const made = { translated, templates, variables: expectedBy(engine, templates) }
  parsed.set(key, made)
  for (const oldest of parsed.keys()) {
    if (parsed.size <= KEPT) break
    parsed.delete(oldest)
  }
  return made
}

const expectedBy = (engine: Liquid, templates: Template[]): Expected[] =>
  Object.values(engine.analyzeSync(templates, { partials: false }).globals).flatMap(uses =>
    uses.map(({ segments, location }) => ({
      path: segments.map(segment => (typeof segment === 'string' ? segment : '')),
      row: location.row,
      column: location.col
    }))
  )

export const expects = (kind: Kind, written: string, name: string): boolean =>
  parse(kind, written).variables.some(({ path }) => path[0] === name)

/** Throws only where a limit is reached: what isn't known is empty. */
export const fill = (kind: Kind, written: string, variables: Readonly<Record<string, unknown>>): string => {
  const { templates } = parse(kind, written)
  return engineFor(kind).renderSync(templates, variables, { sync: true }) as string
}
