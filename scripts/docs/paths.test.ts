/** Documents that name files and folders: each of them is there. */
import fs from 'fs'
import path from 'path'
import { codesOf } from './markdown'

const ROOT = path.join(__dirname, '../..')
const BEGINNINGS = [
  '',
  'modules/outbound-campaigns',
  'modules/outbound-campaigns/src',
  'modules/outbound-campaigns/src/backend'
]
const DOCUMENTS = [
  'CONTRIBUTING.md',
  'modules/outbound-campaigns/docs/architecture.md',
  'modules/outbound-campaigns/docs/channels.md'
]

const isPath = (code: string): boolean => /^[\w.-]+(\/[\w.-]+)+$/.test(code)
const isThere = (file: string): boolean =>
  BEGINNINGS.some(beginning => fs.existsSync(path.join(ROOT, beginning, file)))

test.each(DOCUMENTS)('%s names what is there', document => {
  const named = codesOf(fs.readFileSync(path.join(ROOT, document), 'utf8')).filter(isPath)
  expect(named.filter(file => !isThere(file))).toEqual([])
  expect(named.length).toBeGreaterThan(4)
})

test('every command of CONTRIBUTING.md is one, and runs a test that is there', () => {
  const text = fs.readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8')
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const commands = [...text.matchAll(/npm run ([\w:]+)(?: -- ([\w.-]+\/\S+))?/g)]
  expect(commands.filter(([, script = '']) => scripts[script] === undefined)).toEqual([])
  const tests = commands.flatMap(([, , file]) => (file === undefined ? [] : [file]))
  expect(tests.filter(file => !fs.existsSync(path.join(ROOT, file)))).toEqual([])
  expect(tests).toHaveLength(4)
})
