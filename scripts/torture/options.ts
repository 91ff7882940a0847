/** The words of the command line. */
export interface TortureOptions {
  runs: number
  db: 'sqlite' | 'postgres'
  nodes: number
  rows: number
  /** Kills in each run. */
  kills: number
  seed: number
  /** The sandbox reports what became of each message, so that what a kill left open is settled. */
  webhooks: boolean
  /** A sequence of mails in place of a campaign. */
  sequences: boolean
}

export type Asked =
  { kind: 'run'; options: TortureOptions } | { kind: 'help' } | { kind: 'wrong'; why: string }

export const HELP = `Kills the server (kill -9) at random moments of a running campaign, and counts what the provider received.

  --runs N         campaigns, one after the other, each on a fresh database (default 5)
  --db NAME        sqlite or postgres (default sqlite)
  --nodes N        processes that share the PostgreSQL (default 1)
  --rows N         people in each campaign (default 600)
  --kills N        kills in each run (default 5)
  --seed N         repeats an earlier run's moments (default: another one each time, printed)
  --no-webhooks    the provider reports nothing: what a kill left open stays unconfirmed
  --sequences      a sequence of mails in place of a campaign (at most 600 people)
  --help           this text

Ends with 1 when anyone was messaged twice or forgotten.
`

const LIMITS = {
  runs: [1, 10_000],
  nodes: [1, 8],
  rows: [1, 100_000],
  kills: [0, 1000],
  seed: [0, 4_294_967_295]
} as const

type Counted = keyof typeof LIMITS

const isCounted = (name: string): name is Counted => Object.hasOwn(LIMITS, name)

export const readOptions = (words: readonly string[], anySeed: () => number): Asked => {
  const options: TortureOptions = {
    runs: 5,
    db: 'sqlite',
    nodes: 1,
    rows: 600,
    kills: 5,
    seed: anySeed(),
    webhooks: true,
    sequences: false
  }
  const wrong = (why: string): Asked => ({ kind: 'wrong', why })
  const rest = words.flatMap(word => (/^--\w+=/.test(word) ? word.split(/=(.*)/s, 2) : [word]))
  while (rest.length > 0) {
    const word = rest.shift() ?? ''
    if (word === '--help' || word === '-h') return { kind: 'help' }
    if (word === '--no-webhooks') {
      options.webhooks = false
      continue
    }
    if (word === '--sequences') {
      options.sequences = true
      continue
    }
    const name = word.replace(/^--/, '')
    if (name !== 'db' && !isCounted(name)) return wrong(`There is no option ${word}.`)
    const value = rest.shift()
    if (value === undefined) return wrong(`${word} needs a value.`)
    if (name === 'db') {
      if (value !== 'sqlite' && value !== 'postgres')
        return wrong(`--db is sqlite or postgres, not ${value}.`)
      options.db = value
      continue
    }
    const [least, most] = LIMITS[name]
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < least || number > most)
      return wrong(`${word} is a whole number from ${least} to ${most}, not ${value}.`)
    options[name] = number
  }
  if (options.db === 'sqlite' && options.nodes > 1)
    return wrong('Several nodes need --db postgres: an SQLite file belongs to one process.')
  // The sandbox keeps two thousand mails, and each of them must be seen.
  if (options.sequences && options.rows > 600) return wrong('A sequence takes at most --rows 600.')
  return { kind: 'run', options }
}
