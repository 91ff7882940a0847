/** The words of the command line. */
export interface BenchOptions {
  quick: boolean
  /** Where the figures go as JSON. */
  json: string | null
  /** Only these parts. */
  only: Part[]
}

export const PARTS = ['import', 'leads', 'send', 'memory', 'latency'] as const
export type Part = (typeof PARTS)[number]

export type Asked = { kind: 'run'; options: BenchOptions } | { kind: 'help' } | { kind: 'wrong'; why: string }

export const HELP = `Measures the import and the sending, each against its floor measured in the same run.

  --quick        a few minutes, smaller files
  --json FILE    also writes { name: { value, unit, floor, ratio } }
  --only PART    ${PARTS.join(', ')}; may be said several times (default: all)
  --help         this text
`

export const readOptions = (words: readonly string[]): Asked => {
  const options: BenchOptions = { quick: false, json: null, only: [] }
  const rest = words.flatMap(word => (/^--\w+=/.test(word) ? word.split(/=(.*)/s, 2) : [word]))
  while (rest.length > 0) {
    const word = rest.shift() ?? ''
    if (word === '--help' || word === '-h') return { kind: 'help' }
    if (word === '--quick') {
      options.quick = true
      continue
    }
    if (word !== '--json' && word !== '--only') return { kind: 'wrong', why: `There is no option ${word}.` }
    const value = rest.shift()
    if (value === undefined) return { kind: 'wrong', why: `${word} needs a value.` }
    if (word === '--json') options.json = value
    else {
      const part = PARTS.find(known => known === value)
      if (!part) return { kind: 'wrong', why: `There is no part ${value}: ${PARTS.join(', ')}.` }
      options.only.push(part)
    }
  }
  return { kind: 'run', options: { ...options, only: options.only.length > 0 ? options.only : [...PARTS] } }
}
