/** Every address that a document names is one of the module's: the reference in docs/api.md has them all. */
import { execFileSync } from 'child_process'
import fs from 'fs'
import path from 'path'
import { codesOf } from './markdown'

const ROOT = path.join(__dirname, '../..')
const DOCS = 'modules/outbound-campaigns/docs'
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')

/** `/campaigns/:id` and `/campaigns/{id}` are one; `/reports/weekly/export` is one of `/reports/{kind}/export`. */
const patternOf = (address: string): RegExp => new RegExp(`^${address.replace(/\{\w+\}/g, '[\\w:{}]+')}$`)

const known = [...read(`${DOCS}/api.md`).matchAll(/^#### (GET|POST|PUT|DELETE) (\S+)$/gm)].map(
  ([, method = '', address = '']) => ({ method, pattern: patternOf(address) })
)

const isKnown = (method: string, address: string): boolean =>
  known.some(one => one.method === method && one.pattern.test(address))

/** What others serve: the sandbox, Vonage, HubSpot. */
const ELSEWHERE = /^\/(sandbox|v1|v3|crm|api)\//

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8'
})
  .split('\n')
  .filter(file => file.startsWith(DOCS) || /^(README|SECURITY|CONTRIBUTING)[.\w]*$/.test(file))

/** In coverage.md the first column speaks of others' addresses. */
const ownWords = (document: string): string =>
  document.endsWith('coverage.md')
    ? read(document)
        .split('\n')
        .map(line => line.split(' | ')[1] ?? '')
        .join('\n')
    : read(document)

test.each(documents)('%s names addresses that `npm run reference` finds', document => {
  const unknown = codesOf(ownWords(document)).filter(code => {
    const [, method, address = ''] = /^(GET|POST|PUT|DELETE) (\/[^\s?]*)/.exec(code) ?? []
    if (method === undefined || ELSEWHERE.test(address)) return false
    return address !== '/openapi.json' && !isKnown(method, address)
  })
  expect(unknown).toEqual([])
})

test('there are many', () => {
  expect(known.length).toBeGreaterThan(100)
  expect(documents.length).toBeGreaterThan(15)
})
