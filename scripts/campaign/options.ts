/** The words of the command line: which command, on which campaign, on which server. */
import { parseArgs } from 'util'

export interface Where {
  url: string
  bot: string
  token: string
}

/** What a new campaign is made of, as the API calls it; what isn't said comes from the bot's settings. */
export type Fields = Record<string, string | number>

export type Command =
  | { name: 'list'; status: string | null }
  | { name: 'create'; fields: Fields }
  | { name: 'upload'; id: number; file: string; dryRun: boolean }
  | { name: 'start'; id: number; at: string | null }
  | { name: 'pause' | 'resume' | 'cancel'; id: number }
  | { name: 'watch'; id: number }
  | { name: 'report'; id: number; csv: boolean }
  | { name: 'export'; id: number; status: string | null; out: string | null }
  | { name: 'send'; fields: Fields; file: string }

export type Asked =
  | { kind: 'run'; command: Command; where: Where; json: boolean }
  | { kind: 'help' }
  | { kind: 'wrong'; why: string }

export const HELP = `Works with a bot's campaigns from the command line.

  npm run campaign -- list [--status running]
  npm run campaign -- create --name NAME --template TEMPLATE [--language es_MX] [pace]
  npm run campaign -- upload ID FILE.csv [--dry-run]
  npm run campaign -- start ID [--at 2026-12-01T15:00:00Z]
  npm run campaign -- pause|resume|cancel ID
  npm run campaign -- watch ID
  npm run campaign -- report ID [--csv]
  npm run campaign -- export ID [--status failed] [--out FILE.csv]
  npm run campaign -- send FILE.csv --name NAME --template TEMPLATE [--language es_MX] [pace]
                          create, upload, start and watch in one

  pace            --batch-size N  --batch-interval-ms N

  --url URL       the server (OUTBOUND_URL; http://127.0.0.1:3000 unless set)
  --bot BOT       the bot (OUTBOUND_BOT; demo unless set)
  --token-file F  a file with the bearer token; without one OUTBOUND_TOKEN holds it.
                  On the Local Studio that is its STUDIO_TOKEN
  --json          prints what the server answered, for other programs. They start it by
                  npm run --silent campaign, or npm's own lines stand before it
  --help          this text

Ends with
  0  done; after watch and send: everybody was written to
  1  the server refused, or can't be reached
  2  the words of the command are wrong
  3  the campaign has ended, and somebody in it was not written to
  4  the campaign stands still until somebody does something
`

/** Where a word of the command line is a field of a campaign. */
const FIELDS = {
  name: 'name',
  template: 'template_id',
  language: 'language',
  'batch-size': 'batch_size',
  'batch-interval-ms': 'batch_interval_ms'
} as const

const OPTIONS = {
  name: { type: 'string' },
  template: { type: 'string' },
  language: { type: 'string' },
  'batch-size': { type: 'string' },
  'batch-interval-ms': { type: 'string' },
  status: { type: 'string' },
  at: { type: 'string' },
  out: { type: 'string' },
  'dry-run': { type: 'boolean' },
  csv: { type: 'boolean' },
  url: { type: 'string' },
  bot: { type: 'string' },
  'token-file': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const

type Option = keyof typeof OPTIONS

const ANYWHERE: readonly Option[] = ['url', 'bot', 'token-file', 'json', 'help']
const OF_A_CAMPAIGN: readonly Option[] = ['name', 'template', 'language', 'batch-size', 'batch-interval-ms']

/** What each command takes: so many words behind it, and these options. */
const COMMANDS: Record<Command['name'], { words: readonly string[]; options: readonly Option[] }> = {
  list: { words: [], options: ['status'] },
  create: { words: [], options: OF_A_CAMPAIGN },
  upload: { words: ['ID', 'FILE'], options: ['dry-run'] },
  start: { words: ['ID'], options: ['at'] },
  pause: { words: ['ID'], options: [] },
  resume: { words: ['ID'], options: [] },
  cancel: { words: ['ID'], options: [] },
  watch: { words: ['ID'], options: [] },
  report: { words: ['ID'], options: ['csv'] },
  export: { words: ['ID'], options: ['status', 'out'] },
  send: { words: ['FILE'], options: OF_A_CAMPAIGN }
}

const isCommand = (name: string): name is Command['name'] => Object.hasOwn(COMMANDS, name)

class WrongWordsError extends Error {}

const idOf = (word: string | undefined): number => {
  if (word === undefined || !/^[1-9]\d{0,14}$/.test(word))
    throw new WrongWordsError(`A campaign is named by its number, not by "${word ?? ''}".`)
  return Number(word)
}

type Values = { [Name in Option]?: (typeof OPTIONS)[Name]['type'] extends 'boolean' ? boolean : string }

const fieldsOf = (values: Values): Fields => {
  const fields: Fields = {}
  for (const [option, field] of Object.entries(FIELDS)) {
    const value = values[option as keyof typeof FIELDS]
    if (value === undefined) continue
    const counts = option.startsWith('batch')
    if (counts && !/^\d+$/.test(value))
      throw new WrongWordsError(`--${option} is a whole number, not ${value}.`)
    fields[field] = counts ? Number(value) : value
  }
  for (const needed of ['name', 'template'] as const)
    if (values[needed] === undefined) throw new WrongWordsError(`A campaign needs --${needed}.`)
  return fields
}

const commandOf = (
  name: Command['name'],
  [first = '', second = '']: readonly string[],
  values: Values
): Command => {
  switch (name) {
    case 'list':
      return { name, status: values.status ?? null }
    case 'create':
      return { name, fields: fieldsOf(values) }
    case 'upload':
      return { name, id: idOf(first), file: second, dryRun: values['dry-run'] ?? false }
    case 'start':
      return { name, id: idOf(first), at: values.at ?? null }
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'watch':
      return { name, id: idOf(first) }
    case 'report':
      return { name, id: idOf(first), csv: values.csv ?? false }
    case 'export':
      return { name, id: idOf(first), status: values.status ?? null, out: values.out ?? null }
    case 'send':
      return { name, fields: fieldsOf(values), file: first }
  }
}

export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>
  read(file: string): string
}

const whereOf = (values: Values, { environment, read }: Surroundings): Where => {
  const url = values.url ?? environment.OUTBOUND_URL ?? 'http://127.0.0.1:3000'
  if (!/^https?:\/\/[^/]/.test(url))
    throw new WrongWordsError(`--url begins with http:// or https://, not ${url}.`)
  const file = values['token-file']
  const token = (file === undefined ? environment.OUTBOUND_TOKEN : read(file))?.trim()
  if (!token) throw new WrongWordsError('There is no token: set OUTBOUND_TOKEN, or name a --token-file.')
  return { url: url.replace(/\/+$/, ''), bot: values.bot ?? environment.OUTBOUND_BOT ?? 'demo', token }
}

const understand = (words: readonly string[], surroundings: Surroundings): Asked => {
  const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true })
  const [name, ...rest] = positionals
  if (values.help || name === 'help' || name === undefined) return { kind: 'help' }
  if (!isCommand(name)) throw new WrongWordsError(`There is no command ${name}.`)
  const takes = COMMANDS[name]
  const stranger = Object.keys(values).find(
    option => ![...ANYWHERE, ...takes.options].some(known => known === option)
  )
  if (stranger) throw new WrongWordsError(`${name} takes no --${stranger}.`)
  if (rest.length !== takes.words.length)
    throw new WrongWordsError(
      takes.words.length === 0
        ? `${name} takes no "${rest[0] ?? ''}".`
        : `${name} takes ${takes.words.join(' and ')}.`
    )
  return {
    kind: 'run',
    command: commandOf(name, rest, values),
    where: whereOf(values, surroundings),
    json: values.json ?? false
  }
}

/** What Node says about a word or a file reads well enough, but for its advice about dashes. */
const spoken = (err: unknown): string | undefined => {
  if (err instanceof WrongWordsError) return err.message
  if (typeof err !== 'object' || err === null || !('code' in err) || !('message' in err)) return undefined
  const message = String(err.message)
  if (String(err.code).startsWith('ERR_PARSE_ARGS')) return `${message.split('. ')[0] ?? ''}.`
  return 'syscall' in err ? message : undefined
}

export const readOptions = (words: readonly string[], surroundings: Surroundings): Asked => {
  try {
    return understand(words, surroundings)
  } catch (err) {
    const why = spoken(err)
    if (why === undefined) throw err
    return { kind: 'wrong', why }
  }
}
