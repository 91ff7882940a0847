/**
 * The lint rules really fire: ESLint itself, with the repository's configuration, on small texts under invented names.
 * It runs as a program of its own, because its configuration is an ES module, which jest's sandbox can't import.
 */
import { spawnSync } from 'child_process'
import path from 'path'

const root = path.resolve(__dirname, '../..')

interface Text {
  file: string
  code: string
}

/** Invented files belong to no TypeScript project, so the rules that need types are left out for them. */
const LINT = `
  import { ESLint } from 'eslint'
  import tseslint from 'typescript-eslint'
  import { text } from 'node:stream/consumers'
  const invented = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] })
  const existing = new ESLint()
  const found = []
  for (const { file, code, typed } of JSON.parse(await text(process.stdin))) {
    const [result] = await (typed ? existing : invented).lintText(code, { filePath: file, warnIgnored: true })
    found.push(result.messages.map(message => message.ruleId ?? message.message))
  }
  console.log(JSON.stringify(found))`

const lint = (texts: Array<Text & { typed?: boolean }>) => {
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', LINT], {
    cwd: root,
    input: JSON.stringify(texts),
    encoding: 'utf8'
  })
  if (ended.status !== 0) throw new Error(ended.stderr)
  return JSON.parse(ended.stdout) as string[][]
}

const backend = 'modules/outbound-campaigns/src/backend'

const imports = (file: string, source: string, how = 'import { thing } from'): Text => ({
  file,
  code: `${how} '${source}'\nexport const used = thing\n`
})

const REFUSED: Array<[string, Text]> = [
  ['the platform, a channel', imports(`${backend}/platform/clock.ts`, '../channels/whatsapp/send')],
  ['the outbox, a capability', imports(`${backend}/outbox/claim.ts`, '../campaigns')],
  ['the inbox, a capability', imports(`${backend}/inbox/work.ts`, '../sequences/index')],
  ['a channel, the outbox', imports(`${backend}/channels/email/send.ts`, '../../outbox')],
  ['the platform, the entry', imports(`${backend}/platform/host.ts`, '../index')],
  ["a capability, another's store", imports(`${backend}/campaigns/import.ts`, '../leads/store')],
  [
    "a capability's types, another's store",
    imports(`${backend}/campaigns/a.ts`, '../leads/store', 'import type { thing } from')
  ],
  [
    "a capability, another's store by re-export",
    { file: `${backend}/campaigns/all.ts`, code: "export * from '../leads/store'\n" }
  ],
  [
    "a capability, another's store when it runs",
    { file: `${backend}/campaigns/late.ts`, code: "export const late = () => import('../leads/store')\n" }
  ],
  ['the module, scripts', imports(`${backend}/platform/host.ts`, '../../../../../scripts/studio/main')],
  [
    'a view, the values of a schema',
    imports('modules/outbound-campaigns/src/views/full/list.tsx', '../../backend/campaigns/schema')
  ],
  [
    'a view, the types of a store',
    imports(
      'modules/outbound-campaigns/src/views/full/list.tsx',
      '../../backend/campaigns/store',
      'import type { thing } from'
    )
  ],
  ['the backend, a view', imports(`${backend}/campaigns/list.ts`, '../../views/full/list')],
  [
    'an acceptance test, the module',
    imports('scripts/acceptance/a.acceptance.test.ts', `../../${backend}/index`)
  ],
  ['an acceptance test, the Studio', imports('scripts/acceptance/target.ts', '../studio/main')]
]

const ALLOWED: Array<[string, Text]> = [
  ['a capability, the outbox', imports(`${backend}/campaigns/start.ts`, '../outbox/owe')],
  ['a capability, the platform', imports(`${backend}/campaigns/start.ts`, '../platform/database/page')],
  ["a capability, another's public face", imports(`${backend}/campaigns/start.ts`, '../leads')],
  ['a capability, its own store', imports(`${backend}/campaigns/start.ts`, './store')],
  ['the outbox, a channel', imports(`${backend}/outbox/send.ts`, '../channels/whatsapp/send')],
  ['the entry, everything', imports(`${backend}/index.ts`, './campaigns/router')],
  [
    'a test of the module, the test set-up',
    imports(`${backend}/campaigns/store.integration.test.ts`, '../../../../../scripts/test/databases')
  ],
  [
    'a view, the types of a schema',
    imports(
      'modules/outbound-campaigns/src/views/full/list.tsx',
      '../../backend/campaigns/schema',
      'import { type thing } from'
    )
  ],
  ['an acceptance test, its target', imports('scripts/acceptance/a.acceptance.test.ts', './target')]
]

const TYPED_FILE = 'scripts/test/databases.ts'

const HOUSE_RULES: Array<[string, Text & { typed?: boolean }]> = [
  [
    '@typescript-eslint/no-explicit-any',
    { file: 'scripts/invented.ts', code: 'export const read = (value: any) => value\n' }
  ],
  [
    '@typescript-eslint/no-non-null-assertion',
    { file: 'scripts/invented.ts', code: 'export const read = (value?: string) => value!\n' }
  ],
  [
    '@typescript-eslint/ban-ts-comment',
    { file: 'scripts/invented.ts', code: '// @ts-ignore\nexport const a = 1\n' }
  ],
  [
    '@typescript-eslint/no-floating-promises',
    { file: TYPED_FILE, typed: true, code: 'export const forget = () => {\n  Promise.resolve(1)\n}\n' }
  ],
  [
    'react-hooks/exhaustive-deps',
    {
      file: 'scripts/invented.tsx',
      code: "import { useEffect } from 'react'\nexport const useIt = (x: () => void) => useEffect(() => x(), [])\n"
    }
  ]
]

describe('what ESLint says', () => {
  let found: string[][]

  beforeAll(() => {
    found = lint([...REFUSED, ...ALLOWED, ...HOUSE_RULES].map(([, text]) => text))
  })

  it.each(REFUSED.map(([name], at) => [name, at] as const))('refuses: %s', (_name, at) => {
    expect(found[at]).toContain('architecture/boundaries')
  })

  it.each(ALLOWED.map(([name], at) => [name, at + REFUSED.length] as const))('allows: %s', (_name, at) => {
    expect(found[at]).toEqual([])
  })

  it.each(HOUSE_RULES.map(([rule], at) => [rule, at + REFUSED.length + ALLOWED.length] as const))(
    'enforces %s',
    (rule, at) => {
      expect(found[at]).toContain(rule)
    }
  )
})
