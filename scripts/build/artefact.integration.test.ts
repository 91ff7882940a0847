/** The very files that Botpress v12.31 loads, read and loaded as it would: with its Node, its Promise and its schema. */
import { IconNames } from '@blueprintjs/icons'
import Ajv from 'ajv'
import { execFileSync, spawnSync } from 'child_process'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { list } from 'tar'
import ts from 'typescript'
import { Script } from 'vm'
import { faultsOfEntry } from '../studio/modules/entry-schema'
import { bluebird, describeOnNode12, node12, whyNoNode12 } from '../test/on-node12'

const root = path.resolve(__dirname, '../..')
const home = path.join(root, 'modules/outbound-campaigns')
const backend = path.join(home, 'dist/backend/index.js')

const text = (...parts: string[]) => fs.readFileSync(path.join(home, ...parts), 'utf8')

const json = (...parts: string[]) => JSON.parse(text(...parts)) as Record<string, unknown>

/** What a file asks for: `require('x')` and `import('x')` with a fixed name, and how often with a computed one. */
const requestsOf = (file: string) => {
  const fixed = new Set<string>()
  let computed = 0
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require'
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword
      const [name] = node.arguments
      if (name && (isRequire || isImport)) {
        if (ts.isStringLiteralLike(name)) fixed.add(name.text)
        else computed++
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest))
  return { fixed: [...fixed], computed }
}

/** The report of the other process names functions; here they are functions again. */
const withFunctions = (shape: object) =>
  Object.fromEntries(
    Object.entries(shape).map(([key, value]) => [
      key,
      value === 'function' ? () => undefined : (value as unknown)
    ])
  )

describe('the backend', () => {
  it('asks for nothing that Botpress lacks', () => {
    const { fixed, computed } = requestsOf(backend)
    expect(fixed).not.toEqual([])
    expect(computed).toBe(0)
    expect(fixed.filter(name => name.startsWith('node:'))).toEqual([])
    const builtIn = whyNoNode12 === undefined ? builtInsOfNode12() : NODE_12_NAMES
    expect(fixed.filter(name => name !== 'botpress/sdk' && !builtIn.includes(name))).toEqual([])
  })

  it('refers to no source map', () => {
    // A library may speak of them in its own code.
    expect(fs.readFileSync(backend, 'utf8')).not.toMatch(/^\s*\/\/[#@] sourceMappingURL=/m)
  })
})

/** Enough for a machine without Node 12.18: what a module of this kind may ask for at all. */
const NODE_12_NAMES = [
  ...[
    'assert',
    'async_hooks',
    'buffer',
    'child_process',
    'crypto',
    'dns',
    'events',
    'fs',
    'http',
    'https',
    'net'
  ],
  ...[
    'os',
    'path',
    'perf_hooks',
    'querystring',
    'stream',
    'string_decoder',
    'timers',
    'tls',
    'tty',
    'url',
    'util'
  ],
  ...['v8', 'vm', 'worker_threads', 'zlib']
]

const builtInsOfNode12 = () =>
  JSON.parse(
    execFileSync(node12, ['-p', 'JSON.stringify(require("module").builtinModules)'], { encoding: 'utf8' })
  ) as string[]

interface Snapshot {
  globals: string[]
  builtIns: unknown[]
  listeners: unknown[]
}

interface Loaded {
  node: string
  before: Snapshot
  after: Snapshot
  begun: string[]
  asked: string[]
  own: boolean
  entry: {
    definition: { name: string; menuIcon: string }
    translations: Record<string, { fullName: string }>
  }
}

const requireOnNode12 = (entryFile: string): Loaded => {
  const program = path.join(__dirname, 'require-on-node12.js')
  const ended = spawnSync(node12, [program, entryFile, bluebird], { encoding: 'utf8' })
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' })
  // The report is all that may stand there: anything else the module would have written while it was loaded.
  return JSON.parse(ended.stdout) as Loaded
}

describeOnNode12('on Node 12.18 with Bluebird, as in Botpress', () => {
  let loaded: Loaded

  beforeAll(() => {
    loaded = requireOnNode12(backend)
  })

  it('has no syntax that this Node refuses', () => {
    const checked = spawnSync(node12, ['--check', backend], { encoding: 'utf8' })
    expect({ status: checked.status, stderr: checked.stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('does nothing when it is required, once or twice', () => {
    expect(loaded.node).toBe('v12.18.0')
    expect(loaded.own).toBe(true)
    expect(loaded.begun).toEqual([])
    expect(loaded.after).toEqual(loaded.before)
    expect(loaded.asked.filter(request => request.startsWith('botpress/sdk.'))).toEqual([])
  })

  it("passes Botpress's strict schema, under the name of its folder and of its package", () => {
    expect(faultsOfEntry(withFunctions(loaded.entry))).toEqual([])
    expect(loaded.entry.definition.name).toBe(path.basename(home))
    expect(json('package.json').name).toBe(loaded.entry.definition.name)
  })

  it('has its name in both languages and an icon that the Studio knows', () => {
    expect(loaded.entry.translations.es?.fullName).toBe('Campañas Salientes')
    expect(loaded.entry.translations.en?.fullName).toBe('Outbound Campaigns')
    expect(Object.values<string>(IconNames)).toContain(loaded.entry.definition.menuIcon)
  })
})

describeOnNode12('the watch over what requiring does', () => {
  it('notices a timer, a listener, a global and a read of the SDK', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-artefact-'))
    const entryFile = path.join(folder, 'index.js')
    fs.writeFileSync(
      entryFile,
      `setTimeout(() => undefined, 1); process.on('exit', () => undefined); global.left = 1
       Array.prototype.last = 1; require('botpress/sdk').logger`
    )
    try {
      const { before, after, begun, asked } = requireOnNode12(entryFile)
      expect(begun).toContain('Timeout')
      expect(asked).toContain('botpress/sdk.logger')
      expect(after.listeners).not.toEqual(before.listeners)
      expect(after.globals).not.toEqual(before.globals)
      expect(after.builtIns).not.toEqual(before.builtIns)
    } finally {
      fs.rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('the actions', () => {
  const folder = path.join(home, 'dist/actions')
  const names = fs.readdirSync(folder)

  it('are files of their own, each of which brings all that it uses', () => {
    expect(names).not.toEqual([])
    expect(names.filter(name => !name.endsWith('.js'))).toEqual([])
  })

  it.each(names)('%s describes itself to the flow editor first, and is the body of a function', name => {
    const code = text('dist/actions', name)
    expect(code.startsWith('/**')).toBe(true)
    expect(code.match(/@title /g)).toHaveLength(1)
    expect(code.match(/^return tell\(/gm)).toHaveLength(1)
    expect(code.match(/^async function tell\(/gm)).toHaveLength(1)
    expect(() => new Script(`(async () => {${code}\n})`)).not.toThrow()
  })
})

describe('the views', () => {
  it.each(['full.bundle.js', 'lite.bundle.js', 'charts.bundle.js'])(
    '%s is a script that carries no React of its own',
    name => {
      const bundle = text('assets/web', name)
      const { diagnostics } = ts.transpileModule(bundle, {
        reportDiagnostics: true,
        compilerOptions: { allowJs: true }
      })
      expect(diagnostics).toEqual([])
      expect(bundle).not.toMatch(/sourceMappingURL|__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED=/)
    }
  )
})

it("describes its configuration, each key with what it's for", () => {
  const schema = json('assets/config.schema.json')
  const properties = schema.properties as Record<string, { description?: string }>
  expect(schema.type).toBe('object')
  expect(Object.keys(properties)).not.toEqual([])
  expect(Object.values(properties).filter(property => !property.description)).toEqual([])
  expect(() => new Ajv({ strict: false }).compile(schema)).not.toThrow()
})

describe('the package', () => {
  let folder: string

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-artefact-'))
  })

  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  const pack = (name: string) => {
    const out = path.join(folder, name)
    execFileSync(process.execPath, [path.join(__dirname, 'package.mjs'), '--built', '--out', out])
    return out
  }

  const contentsOf = (file: string) => {
    const contents = new Map<string, string>()
    list({
      file,
      sync: true,
      onReadEntry: entry => {
        const chunks: Buffer[] = []
        entry.on('data', (chunk: Buffer) => chunks.push(chunk))
        entry.on('end', () => contents.set(entry.path, Buffer.concat(chunks).toString('utf8')))
      }
    })
    return contents
  }

  it('has what Botpress loads at its root, and neither source nor map', () => {
    const contents = contentsOf(pack('one.tgz'))
    const names = [...contents.keys()]
    expect(names).toEqual(
      expect.arrayContaining([
        ...['package.json', 'README.md', 'LICENSE', 'dist/backend/index.js', 'assets/config.schema.json'],
        ...['assets/web/full.bundle.js', 'assets/web/lite.bundle.js']
      ])
    )
    expect(
      names.filter(name => /(^|\/)(src|node_modules|package)\/|\.(tsx?|map)$|(^|\/)\./.test(name))
    ).toEqual([])
    expect(contents.get('dist/backend/index.js')).toBe(fs.readFileSync(backend, 'utf8'))
    expect(contents.get('LICENSE')).toContain('GNU AFFERO GENERAL PUBLIC LICENSE')

    const manifest = JSON.parse(contents.get('package.json') ?? '') as Record<string, unknown>
    expect(manifest).toMatchObject({ name: 'outbound-campaigns', main: 'dist/backend/index.js' })
    expect(Object.keys(manifest).filter(key => /scripts|dependencies/i.test(key))).toEqual([])
  })

  it('is small, and the same bytes each time', () => {
    const one = fs.readFileSync(pack('one.tgz'))
    const two = fs.readFileSync(pack('two.tgz'))
    expect(one.length).toBeLessThan(3 * 1024 * 1024)
    expect(one.equals(two)).toBe(true)
  })
})
