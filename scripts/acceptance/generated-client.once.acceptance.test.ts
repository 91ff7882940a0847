/**
 * docs/api.md says how a client is made and shows a program upon it. Here it is made from the document that the server
 * gives out, by the generator that is named there; the program is compiled against it, and does its work.
 */
import { execFile } from 'child_process'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { promisify } from 'util'
import { lintFromString, createConfig } from '@redocly/openapi-core'
import { blocksOf } from '../docs/markdown'
import type { OpenApi } from '../docs/reference/document'
import { referenceIn, renderReference } from '../docs/reference/render'
import { describeWith, useServer } from './target'

const ROOT = path.join(__dirname, '../..')
const PAGE = fs.readFileSync(path.join(ROOT, 'modules/outbound-campaigns/docs/api.md'), 'utf8')
const SAMPLE = path.join(ROOT, 'samples/people.csv')
const TYPES = 'outbound-campaigns.d.ts'

const inModules = (file: string) => path.join(ROOT, 'node_modules', file)
const versionOf = (name: string) =>
  (JSON.parse(fs.readFileSync(inModules(`${name}/package.json`), 'utf8')) as { version: string }).version

/** What a call of this program must not get past the compiler with. */
const MISTAKES = `
// @ts-expect-error a field that there is not
void call('post', '/campaigns', { body: { name: 'x', templateid: 'bienvenida' } })
// @ts-expect-error an address that there is not
void call('get', '/campaign')
// @ts-expect-error a state that there is not
if (report.status === 'finished') throw new Error()
`

/** The compiler reads all of it, which takes a loaded machine half a minute. */
jest.setTimeout(180_000)

describeWith(['own server', 'sandbox'], 'a client made of the OpenAPI document', () => {
  const server = useServer()
  let folder = ''
  let document = ''

  const node = (program: string, args: string[], environment: Record<string, string> = {}) =>
    promisify(execFile)(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment }
    }).catch((failed: { stdout: string; stderr: string }) => {
      throw new Error(`${path.basename(program)} failed:\n${failed.stdout}${failed.stderr}`)
    })

  const compile = (...programs: string[]) =>
    node(inModules('typescript/bin/tsc'), [
      ...['--strict', '--noUncheckedIndexedAccess', '--target', 'es2022'],
      ...['--module', 'esnext', '--moduleResolution', 'bundler', '--types', 'node'],
      ...programs
    ])

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'generated-client-'))
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
    const { body } = await server.api<OpenApi>('/openapi.json')
    document = JSON.stringify(body)
    fs.writeFileSync(path.join(folder, 'openapi.json'), document)
    await node(inModules('openapi-typescript/bin/cli.js'), ['openapi.json', '-o', TYPES])
  })
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  const [program = ''] = blocksOf(PAGE).flatMap(({ language, text }) => (language === 'ts' ? [text] : []))

  test('the page names the generator that is tried here', () => {
    expect(PAGE).toContain(`openapi-typescript@${versionOf('openapi-typescript')} `)
    expect(PAGE).toContain(TYPES)
  })

  test('nothing speaks against the document by the rules of OpenAPI 3.1', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        // What went wrong is one answer for every status: `default`.
        'operation-4xx-response': 'off',
        // `/reports/kept/{id}` and `/reports/{kind}/export`: an id is a number.
        'no-ambiguous-paths': 'off'
      }
    })
    const found = await lintFromString({
      source: document,
      absoluteRef: path.join(folder, 'openapi.json'),
      config
    })
    expect(found.map(({ message, location: [at] }) => `${at?.pointer ?? ''}: ${message}`)).toEqual([])
  })

  test('the program upon it compiles, mistakes in it do not, and it does what it says', async () => {
    fs.writeFileSync(path.join(folder, 'program.ts'), program)
    fs.writeFileSync(path.join(folder, 'mistaken.ts'), program + MISTAKES)
    await compile('program.ts', 'mistaken.ts')
    const { url, bot, tokens } = server.address()
    const { stdout } = await node('program.js', [], {
      API: `${url}/api/v1/bots/${bot}/mod/outbound-campaigns`,
      TOKEN: tokens.admin,
      FILE: SAMPLE
    })
    const [campaign, ...mails] = stdout.trim().split('\n')
    expect(campaign).toBe('completed: 10 people, 2 failed')
    expect(mails).toHaveLength(5)
    for (const mail of mails) expect(mail).toMatch(/^\d{4}-\d\d-\d\dT\S+Z \S/)
  })

  test('the reference in docs/api.md is what the document says; `npm run reference` writes it anew', () => {
    expect(referenceIn(PAGE)).toBe(renderReference(JSON.parse(document) as OpenApi))
  })
})
