import { StartProblem } from './problems'
import { type Asked, helpText, readSettings, withoutPassword } from './settings'

const read = (args: string[], environment: Record<string, string> = {}): Asked =>
  readSettings(args, environment, '/srv')

const settings = (args: string[], environment: Record<string, string> = {}) => {
  const asked = read(args, environment)
  if (asked.kind !== 'start') throw new Error('expected a start')
  return asked.settings
}

describe('the settings', () => {
  it('have defaults for everything', () => {
    expect(settings([])).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/data',
      databaseUrl: undefined,
      sandbox: { kind: 'in-process' },
      environment: {}
    })
    expect(settings([]).module).toMatch(/modules\/outbound-campaigns$/)
  })

  it('come from variables, from flags in both spellings, and a flag wins', () => {
    expect(settings([], { PORT: '4000', DATA_DIR: 'elsewhere' })).toMatchObject({
      port: 4000,
      dataDir: '/srv/elsewhere'
    })
    expect(settings(['--port', '5000'], { PORT: '4000' }).port).toBe(5000)
    expect(settings(['--port=0', '--data-dir=/tmp/x'])).toMatchObject({ port: 0, dataDir: '/tmp/x' })
  })

  it('keep the variables that configure modules, and no others', () => {
    expect(settings([], { BP_MODULE_X_KEY: '1', HOME: '/root' }).environment).toEqual({
      BP_MODULE_X_KEY: '1'
    })
  })

  it.each([
    [['--prot', '1'], /Unknown option --prot/],
    [['stray'], /Unknown option stray/],
    [['--port'], /--port needs a value/],
    [['--port', '--host'], /--port needs a value/],
    [['--port', 'abc'], /PORT must be a number/],
    [['--port', '70000'], /PORT must be a number/],
    [['--external-url', 'example.org'], /EXTERNAL_URL must be an http/],
    [['--sandbox-url', 'http://127.0.0.1:9'], /belong together/],
    [['--sandbox-token', 'x'], /belong together/]
  ])('refuse %j', (args, message) => {
    expect(() => read(args)).toThrow(StartProblem)
    expect(() => read(args)).toThrow(message)
  })

  it.each(['0.0.0.0', '::', '192.168.1.4', 'my-machine', '127.0.0.1.example.org'])(
    'refuse to listen on %s without a token',
    host => {
      expect(() => read(['--host', host])).toThrow(/STUDIO_TOKEN/)
      expect(settings(['--host', host], { STUDIO_TOKEN: 'given' }).host).toBe(host)
    }
  )

  it('do not take the reading token for a protection', () => {
    expect(() => read(['--host', '0.0.0.0'], { STUDIO_READ_TOKEN: 'given' })).toThrow(/STUDIO_TOKEN/)
  })

  it.each(['127.0.0.1', 'localhost', '::1', '127.9.9.9'])('listen on %s without one', host => {
    expect(settings(['--host', host]).host).toBe(host)
  })

  it('choose the sandbox: here, elsewhere, or none', () => {
    expect(settings(['--no-sandbox']).sandbox).toEqual({ kind: 'none' })
    expect(settings([], { NO_SANDBOX: '1' }).sandbox).toEqual({ kind: 'none' })
    expect(settings([], { NO_SANDBOX: '0' }).sandbox).toEqual({ kind: 'in-process' })
    expect(settings([], { VONAGE_API_URL: 'https://api.nexmo.com' }).sandbox).toEqual({ kind: 'none' })
    const elsewhere = { SANDBOX_URL: 'http://127.0.0.1:9/', SANDBOX_TOKEN: 't' }
    expect(settings([], elsewhere).sandbox).toEqual({
      kind: 'elsewhere',
      url: 'http://127.0.0.1:9',
      token: 't'
    })
    expect(settings(['--no-sandbox'], elsewhere).sandbox).toEqual({ kind: 'none' })
  })

  it('explain themselves', () => {
    expect(read(['--port', '1', '--help'])).toEqual({ kind: 'help', text: helpText() })
    const flags = [...helpText().matchAll(/^ {2}--([a-z-]+)/gm)].map(match => match[1])
    expect(flags).toEqual([
      'port',
      'host',
      'data-dir',
      'database-url',
      'studio-token',
      'studio-read-token',
      'vonage-api-url',
      'external-url',
      'no-sandbox',
      'sandbox-url',
      'sandbox-token',
      'module',
      'help'
    ])
  })

  it('never show the password of a database', () => {
    expect(withoutPassword('postgres://me:s3cret@db/x')).toBe('postgres://me:***@db/x')
  })
})
