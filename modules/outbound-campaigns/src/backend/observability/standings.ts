import { READ } from './catalogue'
import { readStanding, type StandingSources } from './standing'

/** So long an answer is given again: whoever scrapes eagerly asks the database no more often than this. */
export const FRESH_MS = 5_000

interface Kept {
  text: Promise<string>
  at: number
}

/** How each bot stands, in the text format of Prometheus, read from the database at most every few seconds. */
export class Standings {
  private readonly kept = new Map<string, Kept>()

  constructor(
    private readonly sources: StandingSources,
    private readonly freshMs = FRESH_MS
  ) {}

  text(botId: string): Promise<string> {
    const known = this.kept.get(botId)
    if (known && Date.now() - known.at < this.freshMs) return known.text
    const made: Kept = { text: this.read(botId), at: Date.now() }
    this.kept.set(botId, made)
    // What could not be read is asked for again by the next one.
    made.text.catch(() => this.kept.get(botId) === made && this.kept.delete(botId))
    return made.text
  }

  private async read(botId: string): Promise<string> {
    const { Registry, Gauge } = await import('prom-client')
    const registry = new Registry()
    registry.setDefaultLabels({ bot: botId })
    const standing = await readStanding(this.sources, botId)
    for (const name of Object.keys(READ) as Array<keyof typeof READ>) {
      const { help, labels } = READ[name]
      const gauge = new Gauge({ name, help, labelNames: [...labels] as string[], registers: [registry] })
      for (const { labels: of, value } of standing[name]) gauge.set({ ...of }, value)
    }
    return registry.metrics()
  }
}
