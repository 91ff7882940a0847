import { execFileSync } from 'child_process'
import fs from 'fs'
import path from 'path'
import { anchorOf, blocksOf, codesOf, headingsOf, linksOf } from './markdown'

const ROOT = path.join(__dirname, '../..')
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8'
})
  .split('\n')
  .filter(file => file !== '' && fs.existsSync(path.join(ROOT, file)))

const isElsewhere = (link: string) => /^[a-z]+:/.test(link)

const whereItLeads = (document: string, link: string) => {
  const [file = '', anchor] = link.split('#')
  const to = file === '' ? document : path.join(path.dirname(document), decodeURIComponent(file))
  return { to, anchor }
}

test.each(documents)('%s has no dead link', document => {
  const dead = linksOf(read(document))
    .filter(link => !isElsewhere(link))
    .filter(link => {
      const { to, anchor } = whereItLeads(document, link)
      if (!fs.existsSync(path.join(ROOT, to))) return true
      return anchor !== undefined && !headingsOf(read(to)).some(heading => anchorOf(heading) === anchor)
    })
  expect(dead).toEqual([])
})

test('there are documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'README.es.md', 'SECURITY.md']))
})

describe('the README in both languages', () => {
  const [english, spanish] = [read('README.md'), read('README.es.md')]

  test('has the same parts', () => {
    const levels = (text: string) => headingsOf(text).map(({ level }) => level)
    expect(levels(spanish)).toEqual(levels(english))
  })

  test('has the same commands and examples', () => {
    expect(blocksOf(spanish)).toEqual(blocksOf(english))
    expect(blocksOf(english).length).toBeGreaterThan(10)
  })

  test('names the same words of the program', () => {
    expect([...new Set(codesOf(spanish))].sort()).toEqual([...new Set(codesOf(english))].sort())
  })

  test('leads to the same places', () => {
    const others = (text: string) => linksOf(text).filter(link => !/^README(\.es)?\.md$/.test(link))
    expect(others(spanish)).toEqual(others(english))
  })
})

test('every command that the README names is one', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = new Set([...read('README.md').matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script))
  expect([...named].filter(script => scripts[script] === undefined)).toEqual([])
  expect(named.size).toBeGreaterThan(8)
})
