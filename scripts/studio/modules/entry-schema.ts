/**
 * What Botpress v12 accepts as a module's entry: these keys, of these kinds, and not one more. An unknown key rejects
 * the whole module, so a typing mistake must show here as it would there.
 */
import { isRecord } from '../problems'

type Kind = 'function' | 'array' | 'object' | 'string' | 'boolean' | Shape
type Shape = { [key: string]: { kind: Kind; required?: true } }

const optional = (kind: Kind): { kind: Kind } => ({ kind })

const ENTRY: Shape = {
  onServerStarted: optional('function'),
  onServerReady: optional('function'),
  onBotMount: optional('function'),
  onBotUnmount: optional('function'),
  onModuleUnmount: optional('function'),
  onTopicChanged: optional('function'),
  onFlowChanged: optional('function'),
  onFlowRenamed: optional('function'),
  onElementChanged: optional('function'),
  skills: optional('array'),
  translations: optional('object'),
  botTemplates: optional('array'),
  dialogConditions: optional('array'),
  definition: {
    required: true,
    kind: {
      name: { kind: 'string', required: true },
      fullName: optional('string'),
      plugins: optional('array'),
      noInterface: optional('boolean'),
      moduleView: optional({ stretched: optional('boolean') }),
      menuIcon: optional('string'),
      menuText: optional('string'),
      homepage: optional('string'),
      experimental: optional('boolean'),
      workspaceApp: optional('object')
    }
  }
}

/** Everything that is wrong with it, each as a sentence with the key's path; none: Botpress would take it. */
export const faultsOfEntry = (entry: unknown): string[] => faults('entry', ENTRY, entry)

const faults = (path: string, kind: Kind, value: unknown): string[] => {
  if (typeof kind !== 'object') return isOfKind(kind, value) ? [] : [`"${path}" must be ${article(kind)}`]
  if (!isRecord(value)) return [`"${path}" must be an object`]
  const known = Object.entries(kind).flatMap(([key, rule]) => {
    const inner = path === 'entry' ? key : `${path}.${key}`
    if (value[key] === undefined) return rule.required ? [`"${inner}" is required`] : []
    return faults(inner, rule.kind, value[key])
  })
  const unknown = Object.keys(value).filter(key => !(key in kind))
  return [...known, ...unknown.map(key => `"${path === 'entry' ? key : `${path}.${key}`}" is not allowed`)]
}

const isOfKind = (kind: Exclude<Kind, Shape>, value: unknown): boolean => {
  switch (kind) {
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isRecord(value)
    case 'string':
      return typeof value === 'string' && value !== ''
    case 'function':
    case 'boolean':
      return typeof value === kind
  }
}

const article = (kind: string) => (/^[aeo]/.test(kind) ? `an ${kind}` : `a ${kind}`)
