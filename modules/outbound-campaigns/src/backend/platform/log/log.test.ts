import type { Logger } from 'botpress/sdk'
import { runInNewContext } from 'vm'
import { clean, isWord } from './clean'
import { EVENTS } from './events'
import { faultOf } from './fault'
import { loggerOfBot, say } from './say'

const lines: string[] = []
/** As a host that keeps the bot for the next line only. */
const forgetful = (): Logger => {
  let bot = 'none'
  const keep = (level: string) => (message: string) => {
    lines.push(`${bot} ${level} ${message}`)
    bot = 'none'
  }
  const logger: Logger = {
    forBot(id) {
      bot = id
      return this
    },
    attachError() {
      throw new Error('Nothing is attached to a line.')
    },
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    critical: keep('critical')
  }
  return logger
}
beforeEach(() => void lines.splice(0))

describe('A line', () => {
  it('has its event, its fields and what it says', () => {
    say(forgetful(), 'campaign.paused', { campaign: 12, code: 'error_rate', total: 0, channel: undefined })
    expect(lines).toEqual([
      'none warn event=campaign.paused campaign=12 code=error_rate total=0 msg="A campaign stands still"'
    ])
  })

  it('names its bot, also the second one', () => {
    const logger = loggerOfBot(forgetful(), 'demo')
    say(logger, 'ses.ended')
    say(logger, 'ses.confirmed')
    expect(lines.map(line => line.split(' ').slice(0, 2))).toEqual([
      ['demo', 'warn'],
      ['demo', 'info']
    ])
  })

  it('cleans what is no word, wherever it comes from', () => {
    const code = 'ana@example.com'
    say(forgetful(), 'send.error', { code, why: 'to +52 442 259 1631 or <eva@example.com> "Eva Luna"' })
    expect(lines[0]).toContain('code="…" why="to … or … …"')
  })

  it('is one line, whatever is thrown', () => {
    say(forgetful(), 'job.failed', { job: 'a' }, new Error('one\ntwo\r\nevent=forged'))
    expect(lines[0]).not.toMatch(/[\r\n]/)
    expect(lines[0]).toContain('why="one two event=forged"')
  })

  it.each(Object.entries(EVENTS))('%s says something', (name, { says }) => {
    expect(name).toMatch(/^[a-z]+\.[a-z_]+$/)
    expect(says).toMatch(/^[A-Z][^"]+[a-z]$/)
  })
})

describe('What is cleaned', () => {
  it.each([
    ['ana.luna@example.com', '…'],
    ['user unknown <ana@example.com>', 'user unknown …'],
    [`invalid input syntax for type bigint: "Ana Luna"`, 'invalid input syntax for type bigint: …'],
    [`near 'O''Brien': syntax error`, 'near ……: syntax error'],
    ['connect ECONNREFUSED 10.0.0.1:587', 'connect ECONNREFUSED …:587'],
    ['442-259-1631', '…'],
    ['(442) 259 1631', '(…'],
    ['GET https://hooks.example.com/T0/secret failed', 'GET … failed'],
    ['Bearer eyJhbGciOiJIUzI1NiIsInR5.cCI6Ikp.XVCJ9', 'Bearer …'],
    [
      'UNIQUE constraint failed: outbound_messages.owner_id',
      'UNIQUE constraint failed: outbound_messages.owner_id'
    ],
    ['an unclosed "Ana Luna', 'an unclosed …'],
    ['relation "outbound_leads" does not exist', 'relation outbound_leads does not exist']
  ])('%s', (text, wanted) => {
    expect(clean(text)).toBe(wanted)
  })

  it('keeps to words and short numbers', () => {
    const words = ['campaign.paused', 'GET:/campaigns/:id', '131026', 'a<b.c', 'SQLITE_BUSY', '42P01']
    const others = ['4422591631', 'a12345b', 'two words', 'a@b', '+52', '']
    expect(words.filter(word => !isWord(word))).toEqual([])
    expect(others.filter(isWord)).toEqual([])
  })
})

describe('Of an error', () => {
  const ANA = `insert into outbound_leads (name, phone) values ('Ana - Luna', '+524422591631')`

  it("of the database: the cause, and none of the statement's values", () => {
    const err = Object.assign(new Error(`${ANA} - SQLITE_BUSY: database is locked`), { code: 'SQLITE_BUSY' })
    expect(faultOf(err)).toMatchObject({
      error: 'Error',
      code: 'SQLITE_BUSY',
      why: 'SQLITE_BUSY: database is locked'
    })
    const duplicate = Object.assign(
      new Error(`${ANA} - duplicate key value violates unique constraint "x"`),
      {
        code: '23505',
        constraint: 'outbound_leads_phone',
        detail: 'Key (phone)=(+524422591631) already exists.'
      }
    )
    expect(faultOf(duplicate)).toMatchObject({
      code: '23505',
      why: 'duplicate key value violates unique constraint … outbound_leads_phone'
    })
  })

  it('of a mail server: its code alone', () => {
    const err = Object.assign(new Error('Recipient Ana Luna refused'), {
      code: 'EENVELOPE',
      responseCode: 550,
      response: '550 5.1.1 Ana Luna is unknown here'
    })
    expect(faultOf(err)).toMatchObject({ error: 'Error', code: 'EENVELOPE' })
    expect(JSON.stringify(faultOf(err))).not.toContain('Ana')
  })

  it('of a library: its name alone', () => {
    class RenderError extends Error {
      override name = 'RenderError'
    }
    const fault = faultOf(new RenderError('undefined variable: Ana\n>> 1| Hola Ana Luna'))
    expect(fault.error).toBe('RenderError')
    expect(JSON.stringify(fault)).not.toContain('Ana')
    let thrown: unknown
    try {
      JSON.parse('Ana Luna')
    } catch (err) {
      thrown = err
    }
    expect(faultOf(thrown)).toMatchObject({ error: 'SyntaxError' })
    expect(JSON.stringify(faultOf(thrown))).not.toContain('Ana')
  })

  it('of another realm, as a native library throws it: the same', () => {
    const thrown: unknown = runInNewContext(
      `Object.assign(new Error('no such table'), { code: 'SQLITE_ERROR' })`
    )
    expect(thrown).not.toBeInstanceOf(Error)
    expect(faultOf(thrown)).toMatchObject({ error: 'Error', code: 'SQLITE_ERROR', why: 'no such table' })
  })

  it('says through which functions it came, and not what its message says of functions', () => {
    const innermost = (): never => {
      throw new TypeError('Ana\n    at Luna (x)')
    }
    let thrown: unknown
    try {
      innermost()
    } catch (err) {
      thrown = err
    }
    expect(faultOf(thrown)).toMatchObject({ error: 'TypeError', at: expect.stringMatching(/^innermost/) })
    expect(faultOf(thrown).at).not.toContain('Luna')
  })

  it.each<[string, unknown]>([
    ['a text', 'a text about Ana'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { name: 'Ana' }],
    ['an error with a name of its own', Object.assign(new Error(''), { name: 'Ana Luna' })]
  ])('what is thrown may be anything: %s', (_what, thrown) => {
    expect(JSON.stringify(faultOf(thrown))).not.toContain('Ana')
  })
})
