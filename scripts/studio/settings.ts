/**
 * What the Local Studio was asked to do, from flags and the environment (a flag wins). Pure: the process's arguments
 * and environment come in, settings or a problem come out.
 */
import path from 'path'
import { places } from './places'
import { StartProblem } from './problems'

export type SandboxChoice =
  { kind: 'in-process' } | { kind: 'elsewhere'; url: string; token: string } | { kind: 'none' }

export interface Settings {
  port: number
  host: string
  dataDir: string
  /** Without one: SQLite in the data folder. */
  databaseUrl?: string
  token?: string
  readToken?: string
  vonageApiUrl?: string
  externalUrl?: string
  sandbox: SandboxChoice
  /** The module's folder or its `.tgz`. */
  module: string
  /** Configuration that Botpress takes from variables: `BP_MODULE_…`. */
  environment: Record<string, string>
}

export type Asked = { kind: 'help'; text: string } | { kind: 'start'; settings: Settings }

interface Option {
  variable: string
  /** Shown in the help; none: a switch. */
  value?: string
  says: string
}

const OPTIONS: Option[] = [
  { variable: 'PORT', value: 'NUMBER', says: 'where to listen; 0 takes any free port (default 3000)' },
  {
    variable: 'HOST',
    value: 'ADDRESS',
    says: 'address to listen on (default 127.0.0.1); any other needs STUDIO_TOKEN'
  },
  { variable: 'DATA_DIR', value: 'FOLDER', says: 'bots, configuration, database and keys (default ./data)' },
  {
    variable: 'DATABASE_URL',
    value: 'URL',
    says: 'postgres://user:password@host/name, or the path of an SQLite file (default: SQLite in DATA_DIR)'
  },
  { variable: 'STUDIO_TOKEN', value: 'TOKEN', says: 'a fixed bearer token for scripts, with every right' },
  { variable: 'STUDIO_READ_TOKEN', value: 'TOKEN', says: 'a fixed bearer token that may read and not write' },
  {
    variable: 'VONAGE_API_URL',
    value: 'URL',
    says: "Vonage's address, or a stand-in's; the sandbox then stays off"
  },
  {
    variable: 'EXTERNAL_URL',
    value: 'URL',
    says: 'how the outside reaches this server: for webhooks and links'
  },
  { variable: 'NO_SANDBOX', says: 'no sandboxes of Vonage, mail and clock' },
  { variable: 'SANDBOX_URL', value: 'URL', says: 'a sandbox that runs by itself; needs SANDBOX_TOKEN' },
  { variable: 'SANDBOX_TOKEN', value: 'TOKEN', says: 'the control token of that sandbox' },
  {
    variable: 'MODULE',
    value: 'PATH',
    says: "the module's folder or .tgz (default: modules/outbound-campaigns)"
  }
]

const flagOf = (option: Option) => `--${option.variable.toLowerCase().replace(/_/g, '-')}`

export const helpText = (): string => {
  const left = OPTIONS.map(option => `${flagOf(option)}${option.value ? ` ${option.value}` : ''}`)
  const width = Math.max(...left.map(text => text.length))
  const pad = (text: string) => text + ' '.repeat(width - text.length)
  return [
    'The Local Studio: runs the module in a small host with the contract of Botpress v12.',
    '',
    'Usage: npm start -- [options]',
    '',
    ...OPTIONS.map((option, index) => `  ${pad(left[index] ?? '')}  ${option.says}`),
    `  ${pad('--help')}  this text`,
    '',
    'Each option is also an environment variable: --data-dir is DATA_DIR. A flag wins over its variable.',
    'A variable BP_MODULE_<MODULE>_<KEY> sets a key of a module, as in Botpress.'
  ].join('\n')
}

export const readSettings = (
  args: string[],
  environment: Record<string, string | undefined>,
  workingFolder: string
): Asked => {
  const flags = readFlags(args)
  if (flags === 'help') return { kind: 'help', text: helpText() }

  const given = (variable: string): string | undefined => {
    const value = (flags.get(variable) ?? environment[variable] ?? '').trim()
    return value === '' ? undefined : value
  }
  const from = (variable: string, standard: string) =>
    path.resolve(workingFolder, given(variable) ?? standard)

  const settings: Settings = {
    port: readPort(given('PORT') ?? '3000'),
    host: given('HOST') ?? '127.0.0.1',
    dataDir: from('DATA_DIR', 'data'),
    databaseUrl: given('DATABASE_URL'),
    token: given('STUDIO_TOKEN'),
    readToken: given('STUDIO_READ_TOKEN'),
    vonageApiUrl: readUrl('VONAGE_API_URL', given('VONAGE_API_URL')),
    externalUrl: readUrl('EXTERNAL_URL', given('EXTERNAL_URL')),
    sandbox: readSandbox(given),
    module: from('MODULE', places.module),
    environment: moduleVariables(environment)
  }
  refuseToBeOpen(settings)
  return { kind: 'start', settings }
}

/** Also asked by `createHost`, which can be called without this file's reader. */
export const refuseToBeOpen = ({ host, token }: Pick<Settings, 'host' | 'token'>): void => {
  if (isLoopback(host) || token) return
  throw new StartProblem(
    `Listening on ${host} lets other machines in: set STUDIO_TOKEN first, or leave HOST at 127.0.0.1.`
  )
}

const isLoopback = (host: string) => /^(127(\.\d{1,3}){3}|localhost|::1|\[::1\])$/i.test(host)

const readFlags = (args: string[]): Map<string, string> | 'help' => {
  const flags = new Map<string, string>()
  for (let index = 0; index < args.length; index++) {
    const [name = '', attached] = splitOnce(args[index] ?? '')
    if (name === '--help' || name === '-h') return 'help'
    const option = OPTIONS.find(one => flagOf(one) === name)
    if (!option) throw new StartProblem(`Unknown option ${name}. "npm start -- --help" lists them all.`)
    if (!option.value) {
      flags.set(option.variable, attached ?? '1')
      continue
    }
    const value = attached ?? args[++index]
    if (value === undefined || value.startsWith('--')) {
      throw new StartProblem(`Option ${name} needs a value: ${name} ${option.value}.`)
    }
    flags.set(option.variable, value)
  }
  return flags
}

const splitOnce = (arg: string): [string, string | undefined] => {
  const at = arg.startsWith('--') ? arg.indexOf('=') : -1
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)]
}

const readPort = (text: string): number => {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535)
    throw new StartProblem(`PORT must be a number from 0 to 65535, not "${text}".`)
  return port
}

const readUrl = (variable: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  if (!/^https?:\/\/[^/]/i.test(text))
    throw new StartProblem(`${variable} must be an http(s) address, not "${text}".`)
  return text.replace(/\/+$/, '')
}

const readSandbox = (given: (variable: string) => string | undefined): SandboxChoice => {
  const url = readUrl('SANDBOX_URL', given('SANDBOX_URL'))
  const token = given('SANDBOX_TOKEN')
  if (isSet(given('NO_SANDBOX'))) return { kind: 'none' }
  if (url && token) return { kind: 'elsewhere', url, token }
  if (url || token)
    throw new StartProblem('SANDBOX_URL and SANDBOX_TOKEN belong together: set both or neither.')
  return given('VONAGE_API_URL') ? { kind: 'none' } : { kind: 'in-process' }
}

const isSet = (value: string | undefined) => value !== undefined && !/^(0|false|no|off)$/i.test(value)

const moduleVariables = (environment: Record<string, string | undefined>): Record<string, string> => {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('BP_MODULE_') && value !== undefined) kept[name] = value
  }
  return kept
}

/** For messages: an address without the password that may be in it. */
export const withoutPassword = (url: string): string => url.replace(/(\/\/[^/:@]*):[^@/]*@/, '$1:***@')
