/** The words of the command line. */
export interface CliOptions {
  kind: 'run'
  port: number
  smtpPort: number
  dataDir: string
  token: string | null
  bare: boolean
}

export type Cli = CliOptions | { kind: 'help' } | { kind: 'wrong'; why: string }

export const HELP = `The sandboxes of Vonage and of a mail server, on 127.0.0.1.

  --port N        the HTTP port (0: any free one; that is the default)
  --smtp-port N   the mail server's port (0: any free one; that is the default)
  --data DIR      where the credentials are kept (default: data)
  --token T       opens the control API; one is made and printed if none is given
  --bare          for benchmarks: answers every message with 202, counts, and does nothing else
  --help          this text
`

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65535

export const readCli = (words: readonly string[]): Cli => {
  const options: CliOptions = { kind: 'run', port: 0, smtpPort: 0, dataDir: 'data', token: null, bare: false }
  const rest = words.flatMap(word =>
    /^--[^=]+=/.test(word) ? [word.split('=', 1)[0] ?? '', word.replace(/^[^=]+=/, '')] : [word]
  )
  while (rest.length) {
    const name = rest.shift() ?? ''
    if (name === '--help' || name === '-h') return { kind: 'help' }
    if (name === '--bare') {
      options.bare = true
      continue
    }
    if (!['--port', '--smtp-port', '--data', '--token'].includes(name)) {
      return { kind: 'wrong', why: `There is no option ${name}.` }
    }
    const value = rest.shift()
    if (value === undefined || value === '') return { kind: 'wrong', why: `${name} needs a value.` }
    if (name === '--data') options.dataDir = value
    else if (name === '--token') options.token = value
    else if (!isPort(value))
      return { kind: 'wrong', why: `${name} must be a port from 0 to 65535, not ${value}.` }
    else if (name === '--port') options.port = Number(value)
    else options.smtpPort = Number(value)
  }
  return options
}
