/**
 * The architecture as a lint rule: imports run downwards only. In the module's backend, from the top:
 *
 *   the entry         (files directly in src/backend) may import everything below
 *   capabilities      (every folder not named below) use each other only through their public face, index.ts
 *   outbox, inbox     know no capability
 *   channels          know neither
 *   platform          knows nothing above it
 *
 * Views and backend share the types of schema files and nothing else. The module never reaches into scripts/ (its tests
 * may), and the acceptance and browser tests are black boxes, so they never reach into the module or the Studio.
 */
import path from 'node:path'

const FOUNDATION = new Map([
  ['outbox', 2],
  ['inbox', 2],
  ['channels', 1],
  ['platform', 0]
])
const CAPABILITY_HEIGHT = 3
const ENTRY_HEIGHT = 4

const isTest = file => /\.test\.tsx?$/.test(file)

/** What a path (from the repository's root, without its extension) is a part of. */
const place = file => {
  const inModule = /^modules\/([^/]+)\/src\/([^/]+)(?:\/(.+))?$/.exec(file)
  if (!inModule) return { kind: 'outside', top: file.split('/').slice(0, 2).join('/') }
  const [, module, area, rest = 'index'] = inModule
  if (area !== 'backend') return { kind: area, module }
  const [folder, ...inside] = rest.split('/')
  // `../campaigns` names the folder's index.ts; a file directly in backend/ belongs to the entry.
  const isFolder = inside.length > 0 || FOUNDATION.has(folder)
  return { kind: 'backend', module, folder, inside: inside.join('/') || 'index', isFolder }
}

const heightOf = ({ folder, isFolder }) =>
  FOUNDATION.get(folder) ?? (isFolder ? CAPABILITY_HEIGHT : ENTRY_HEIGHT)

const isSchema = file => /(^|[/-])schema$/.test(file)

const whyNotBetweenBackends = (from, to) => {
  if (from.folder === to.folder || heightOf(from) === ENTRY_HEIGHT) return undefined
  if (FOUNDATION.has(to.folder)) {
    if (heightOf(to) <= heightOf(from)) return undefined
    return `${from.folder} stands below ${to.folder} and must not know it`
  }
  if (FOUNDATION.has(from.folder))
    return `${from.folder} serves every capability and must know none (${to.folder})`
  if (to.inside !== 'index') {
    return `${from.folder} may use ${to.folder} through its public face (${to.folder}/index.ts) only`
  }
  return undefined
}

/**
 * Why a file may not import another, or undefined where it may. Both are paths from the repository's root, with slashes;
 * `typesOnly` says that nothing of the import is left when the program runs.
 */
export const whyNotAllowed = (fromFile, toFile, typesOnly) => {
  const target = toFile.replace(/\.(d\.ts|tsx?|mjs|jsx?)$/, '').replace(/\/$/, '')
  const from = place(fromFile)
  const to = place(target)

  if (from.kind === 'outside') {
    const isBlackBox = from.top === 'scripts/acceptance' || from.top === 'scripts/e2e'
    const isInside = to.kind !== 'outside' || to.top === 'scripts/studio' || to.top === 'scripts/sandbox'
    if (isBlackBox && isInside) return 'a black-box test knows the product by its addresses only'
    return undefined
  }
  if (to.kind === 'outside') {
    if (!to.top.startsWith('scripts') || isTest(fromFile)) return undefined
    return 'the module is complete in itself: nothing in modules/ imports from scripts/'
  }
  if (from.kind === 'backend' && to.kind === 'backend') return whyNotBetweenBackends(from, to)
  if (from.kind === 'backend') {
    return to.kind === 'views' ? 'the backend knows no view' : undefined
  }
  if (to.kind === 'backend' && !isTest(fromFile)) {
    if (isSchema(target) && typesOnly) return undefined
    return `${from.kind} share nothing with the backend but the types of its schema files (import type … from '…/schema')`
  }
  return undefined
}

const bringsTypesOnly = node =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  node.type === 'TSImportType' ||
  (node.type === 'ImportDeclaration' &&
    node.specifiers.length > 0 &&
    node.specifiers.every(specifier => specifier.importKind === 'type'))

const rule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { boundary: 'Not from here: {{why}}.' }
  },
  create(context) {
    const relative = file => path.relative(context.cwd, file).split(path.sep).join('/')
    const check = (node, source) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return
      const target = path.resolve(path.dirname(context.filename), source.value)
      const why = whyNotAllowed(relative(context.filename), relative(target), bringsTypesOnly(node))
      if (why) context.report({ node: source, messageId: 'boundary', data: { why } })
    }
    return {
      ImportDeclaration: node => check(node, node.source),
      ExportNamedDeclaration: node => check(node, node.source),
      ExportAllDeclaration: node => check(node, node.source),
      ImportExpression: node => check(node, node.source),
      TSImportType: node => check(node, node.source),
      TSExternalModuleReference: node => check(node, node.expression),
      "CallExpression[callee.name='require']": node => check(node, node.arguments[0])
    }
  }
}

export default { rules: { boundaries: rule } }
