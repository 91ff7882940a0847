/**
 * The README's tables are made from the rules, so that what is written is what happens. After a change of the rules,
 * paste what the failing test expects between its two markers.
 */
import fs from 'fs'
import path from 'path'
import { MAIL_RULES } from './mail/addresses'
import { defaultBehaviour } from './vonage/behaviour'
import { endsAs, ERROR_TEXTS, isErrorCode } from './vonage/error-codes'
import { RULES } from './vonage/outcomes'

const readme = fs.readFileSync(path.join(__dirname, 'README.md'), 'utf8')

/** A table's rows without the padding that a formatter adds. */
const between = (name: string) =>
  (readme.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '')
    .trim()
    .split('\n')
    .map(line => line.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---'))

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)

describe('the README', () => {
  it('lists the endings of numbers', () => {
    const rows = RULES.map(({ ending, means }) => [`…${ending}`, means])
    expect(between('outcomes')).toEqual(table(['number ends with', 'what happens'], rows))
  })

  it('lists the error codes', () => {
    const rows = Object.entries(ERROR_TEXTS).map(([code, text]) => [
      code,
      isErrorCode(code) ? endsAs(code) : '',
      text
    ])
    expect(between('codes')).toEqual(table(['code', 'status', 'text'], rows))
  })

  it('lists the addresses', () => {
    const rows = MAIL_RULES.map(({ local, means }) => [`${local}@`, means])
    expect(between('addresses')).toEqual(
      table(['address', 'what happens'], [...rows, ['any other', 'accepted']])
    )
  })

  it('explains every setting with its value', () => {
    const settings = readme.split('| setting')[1]?.split('\n\n')[0] ?? ''
    const explained = settings
      .split('\n')
      .slice(2)
      .flatMap(line => {
        const [names = '', values = ''] = line.split('|').slice(1)
        const usual = values.split(',').map(value => value.trim())
        return [...names.matchAll(/`(\w+)`/g)].map(([, name], index) => [name, usual[index]])
      })
    const actual = Object.entries(defaultBehaviour()).map(([name, value]) => [name, String(value)])
    expect(explained.sort()).toEqual(actual.sort())
  })
})
