/** The two languages say the same things, and exactly what the views ask for. */
import fs from 'fs'
import path from 'path'
import en from './en.json'
import es from './es.json'

type Texts = { [key: string]: string | Texts }

const flatten = (texts: Texts, at = ''): Array<[string, string]> =>
  Object.entries(texts).flatMap(([key, value]): Array<[string, string]> =>
    typeof value === 'string' ? [[at + key, value]] : flatten(value, `${at}${key}.`)
  )

const english = new Map(flatten(en))
const spanish = new Map(flatten(es))

const placeholders = (text: string): string[] =>
  Array.from(new Set(Array.from(text.matchAll(/\{\s*(\w+)\s*[,}]/g), match => match[1] ?? ''))).sort()

const sourcesUnder = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return sourcesUnder(file)
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [fs.readFileSync(file, 'utf8')] : []
  })

const views = sourcesUnder(path.join(__dirname, '../views')).join('\n')

/** A key is asked for as a whole, or with a part that is chosen when it runs: `failure.${kind}.title`. */
const asked = Array.from(
  views.matchAll(/\bt\(\s*(?:'([\w.]+)'|`([^`]+)`)|'((?:\w+\.)+\w+)'/g),
  match => match[1] ?? match[2] ?? match[3] ?? ''
)
const patterns = asked.map(
  key => new RegExp(`^${key.replace(/\./g, '\\.').replace(/\$\{[^}]+\}/g, '\\w+')}$`)
)

test('both languages have the same keys', () => {
  expect(Array.from(spanish.keys()).sort()).toEqual(Array.from(english.keys()).sort())
})

test.each(Array.from(english.keys()))('%s is said in both languages, with the same placeholders', key => {
  const [here, there] = [english.get(key) ?? '', spanish.get(key) ?? '']
  expect(here.trim()).not.toBe('')
  expect(there.trim()).not.toBe('')
  expect(placeholders(there)).toEqual(placeholders(here))
})

test('every key that a view asks for exists', () => {
  const direct = Array.from(views.matchAll(/\bt\(\s*'([\w.]+)'/g), match => match[1] ?? '')
  expect(direct.length).toBeGreaterThan(20)
  expect(direct.filter(key => !english.has(key))).toEqual([])
})

test('no text is left over', () => {
  const unused = Array.from(english.keys()).filter(key => !patterns.some(pattern => pattern.test(key)))
  expect(unused).toEqual([])
})

test('the panel has the name that Botpress shows in its sidebar', () => {
  expect([en.fullName, es.fullName]).toEqual(['Outbound Campaigns', 'Campañas Salientes'])
})
