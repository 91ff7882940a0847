import { readOptions, type Surroundings } from './options'

const surroundings: Surroundings = {
  environment: { OUTBOUND_TOKEN: 'secret' },
  read: file => {
    throw Object.assign(new Error(`ENOENT: no such file, open '${file}'`), {
      code: 'ENOENT',
      syscall: 'open'
    })
  }
}

const read = (line: string, more: Partial<Surroundings> = {}) =>
  readOptions(line.split(' ').filter(Boolean), { ...surroundings, ...more })

const WHERE = { url: 'http://127.0.0.1:3000', bot: 'demo', token: 'secret' }

test.each([
  ['list --status running', { name: 'list', status: 'running' }],
  [
    'create --name Octubre --template hola',
    { name: 'create', fields: { name: 'Octubre', template_id: 'hola' } }
  ],
  [
    'send gente.csv --name O --template t --language en --batch-size 50 --batch-interval-ms 2000',
    {
      name: 'send',
      file: 'gente.csv',
      fields: { name: 'O', template_id: 't', language: 'en', batch_size: 50, batch_interval_ms: 2000 }
    }
  ],
  ['upload 7 gente.csv --dry-run', { name: 'upload', id: 7, file: 'gente.csv', dryRun: true }],
  ['start 7 --at 2026-12-01T15:00:00Z', { name: 'start', id: 7, at: '2026-12-01T15:00:00Z' }],
  ['resume 7', { name: 'resume', id: 7 }],
  ['report 7 --csv', { name: 'report', id: 7, csv: true }],
  ['export 7 --status failed --out a.csv', { name: 'export', id: 7, status: 'failed', out: 'a.csv' }]
])('understands %s', (line, command) => {
  expect(read(line)).toEqual({ kind: 'run', command, where: WHERE, json: false })
})

test.each([
  ['', 'help'],
  ['help', 'help'],
  ['start --help', 'help']
])('"%s" asks for help', (line, kind) => {
  expect(read(line)).toEqual({ kind })
})

test.each([
  ['fly 7', 'There is no command fly.'],
  ['start', 'start takes ID.'],
  ['start seven', 'A campaign is named by its number, not by "seven".'],
  ['upload 7', 'upload takes ID and FILE.'],
  ['list 7', 'list takes no "7".'],
  ['pause 7 --csv', 'pause takes no --csv.'],
  ['pause 7 --fast', "Unknown option '--fast'."],
  ['create --template t', 'A campaign needs --name.'],
  ['create --name n', 'A campaign needs --template.'],
  ['create --name n --template t --batch-size many', '--batch-size is a whole number, not many.'],
  ['list --url ftp://a', '--url begins with http:// or https://, not ftp://a.'],
  ['list --token-file nowhere', "ENOENT: no such file, open 'nowhere'"]
])('refuses "%s"', (line, why) => {
  expect(read(line)).toEqual({ kind: 'wrong', why })
})

test('says where a token is to be put when there is none', () => {
  expect(read('list', { environment: {} })).toEqual({
    kind: 'wrong',
    why: 'There is no token: set OUTBOUND_TOKEN, or name a --token-file.'
  })
})

test('a file with the token goes before the environment, words before both', () => {
  const environment = { OUTBOUND_TOKEN: 'old', OUTBOUND_URL: 'https://a.example', OUTBOUND_BOT: 'ventas' }
  expect(read('list --token-file f --bot demo', { environment, read: () => 'fresh\n' })).toMatchObject({
    where: { url: 'https://a.example', bot: 'demo', token: 'fresh' }
  })
})
