/** The measurements, one after the other. */
import fs from 'fs'
import os from 'os'
import path from 'path'
import { startProgram, type RunningProgram } from '../acceptance/processes'
import { Figures, type Figure } from './figures'
import { importFile, keepAlone, libphonenumberReads, parseAlone, readsPhone } from './importing'
import { importLeadsFile, keepLeads } from './leads'
import { memoryOfImport } from './memory'
import type { BenchOptions } from './options'
import { writeLeads, writePeople } from './people'
import { latencyDuring, prepareProbe, type Around, type Latency } from './probe'
import { bareLoop, plainLoop } from './send-floor'
import { sendAll } from './sending'
import { inTurns, median } from './statistics'
import { postgresStore, sqliteStore, type Store } from './store'

/** Both the pipeline and its floor have so many on their way. */
const CONCURRENCY = 200
const CAMPAIGN_PACE = 80

interface Sizes {
  rounds: number
  messages: number
  rows: number
  leads: number
  memoryRows: number
  latencyRows: number
}

const QUICK: Sizes = {
  rounds: 3,
  messages: 6_000,
  rows: 40_000,
  leads: 50_000,
  memoryRows: 200_000,
  latencyRows: 100_000
}
const FULL: Sizes = {
  rounds: 5,
  messages: 30_000,
  rows: 200_000,
  leads: 200_000,
  memoryRows: 1_000_000,
  latencyRows: 500_000
}

export const bench = async (
  { quick, only }: BenchOptions,
  say: (line: string) => void
): Promise<Record<string, Figure>> => {
  const sizes = quick ? QUICK : FULL
  const figures = new Figures(say)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-bench-'))
  const sandbox = await startProgram({
    file: '.build/node20/sandbox.js',
    args: ['--port', '0', '--bare'],
    ready: /^Sandbox ready at (http:\/\/\S+)/,
    log: path.join(folder, 'sandbox.txt')
  })
  const parts = new Parts(figures, sizes, folder, sandbox)
  try {
    for (const open of [sqliteStore, postgresStore]) {
      const store = await open()
      try {
        await prepareProbe(store)
        if (only.includes('import')) await parts.importing(store)
        if (only.includes('leads')) await parts.leads(store)
        if (only.includes('send')) await parts.sending(store)
        if (only.includes('latency')) await parts.latency(store)
      } finally {
        await store.close()
      }
    }
    if (only.includes('memory')) await parts.memory()
  } finally {
    await sandbox.kill()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return figures.all
}

class Parts {
  constructor(
    private readonly figures: Figures,
    private readonly sizes: Sizes,
    private readonly folder: string,
    private readonly sandbox: RunningProgram
  ) {}

  async importing(store: Store): Promise<void> {
    const { rows, rounds } = this.sizes
    const file = await this.people(rows)
    const { floor, whole, kept, ownRules } = await inTurns(rounds, {
      floor: () => parseAlone(file, libphonenumberReads),
      whole: () => importFile(store, file, rows),
      kept: () => keepAlone(store, rows),
      ownRules: () => parseAlone(file, readsPhone)
    })
    this.figures.add(`import, ${store.name}`, whole, 'rows/s', floor, {
      of: 'ratio',
      at: 'least',
      number: 0.6
    })
    // No aim: the first says what the figure above can be at most. The second is a reading so much faster than
    // libphonenumber's that neither database keeps rows at 0.6 of its speed, with nothing read at all.
    this.figures.add(`import, ${store.name} (floor: its inserts alone)`, whole, 'rows/s', kept)
    this.figures.add(`import, ${store.name} (floor: our own phone rules)`, whole, 'rows/s', ownRules)
  }

  async leads(store: Store): Promise<void> {
    const { leads, rounds } = this.sizes
    const file = await this.written(`leads-${leads}.csv`, at => writeLeads(at, leads))
    const { whole, kept } = await inTurns(rounds, {
      whole: () => importLeadsFile(store, file, leads),
      kept: () => keepLeads(store, leads)
    })
    this.figures.add(`import of leads, ${store.name} (floor: its inserts alone)`, whole, 'rows/s', kept, {
      of: 'value',
      at: 'least',
      number: 10_000
    })
    const rest = await latencyDuring(store)
    const meanwhile = await during(store, around => importLeadsFile(store, file, leads, around))
    this.queries('while importing leads', store, meanwhile, rest)
  }

  async sending(store: Store): Promise<void> {
    const { messages, rounds } = this.sizes
    const { url } = this.sandbox
    const cpu: number[] = []
    const { floor, whole } = await inTurns(rounds, {
      floor: () => perSecond(messages, () => bareLoop(url, CONCURRENCY, messages)),
      whole: async () => {
        const sent = await sendAll(store, { apiUrl: url, concurrency: CONCURRENCY, count: messages })
        cpu.push(sent.cpuMsPerMessage)
        return sent.perSecond
      }
    })
    this.figures.add(`send, ${store.name}`, whole, 'messages/s', floor, {
      of: 'ratio',
      at: 'least',
      number: store.name === 'SQLite' ? 0.5 : 0.4
    })
    const plain = await cpuPerMessage(messages / 4, count => plainLoop(url, CONCURRENCY, count))
    // The floor here is a client that signs a token and opens a connection for each message.
    this.figures.add(`CPU per message, ${store.name} (floor: plain loop)`, median(cpu), 'ms', plain, {
      of: 'value',
      at: 'most',
      number: 0.2
    })
  }

  /** How long a query of the bot's takes meanwhile. The floor is the same query at rest. */
  async latency(store: Store): Promise<void> {
    const { latencyRows, messages } = this.sizes
    const { url } = this.sandbox
    const file = await this.people(latencyRows)
    const send = (count: number, ratePerSecond?: number) => (around: Around) =>
      sendAll(store, { apiUrl: url, concurrency: CONCURRENCY, count, ratePerSecond }, around)
    const rest = await latencyDuring(store)
    const measured = {
      'while importing': await during(store, around => importFile(store, file, latencyRows, around)),
      'while sending at full speed': await during(store, send(messages * 2)),
      [`while sending ${CAMPAIGN_PACE} a second`]: await during(
        store,
        send(CAMPAIGN_PACE * 10, CAMPAIGN_PACE)
      )
    }
    for (const [when, latency] of Object.entries(measured)) this.queries(when, store, latency, rest)
  }

  async memory(): Promise<void> {
    const { memoryRows } = this.sizes
    const grown = await memoryOfImport(await this.people(memoryRows), memoryRows)
    this.figures.add(`memory growth, ${memoryRows} rows`, grown, 'MB', null, {
      of: 'value',
      at: 'most',
      number: 64
    })
  }

  private queries(when: string, store: Store, { median: usual, p99 }: Latency, rest: Latency): void {
    this.figures.add(`query ${when}, 99 %, ${store.name}`, p99, 'ms', rest.p99, {
      of: 'value',
      at: 'most',
      number: 50
    })
    this.figures.add(`query ${when}, median, ${store.name}`, usual, 'ms', rest.median, {
      of: 'ratio',
      at: 'most',
      number: 1.1
    })
  }

  private people(rows: number): Promise<string> {
    return this.written(`people-${rows}.csv`, at => writePeople(at, rows))
  }

  private async written(name: string, write: (file: string) => Promise<void>): Promise<string> {
    const file = path.join(this.folder, name)
    if (!fs.existsSync(file)) await write(file)
    return file
  }
}

/** How long a query takes while something is done; what prepares it and cleans up behind it is not counted. */
const during = async (store: Store, run: (around: Around) => Promise<unknown>): Promise<Latency> => {
  let latency: Latency | undefined
  await run(async work => {
    latency = await latencyDuring(store, work)
  })
  if (!latency) throw new Error('Nothing was done that could be measured.')
  return latency
}

const perSecond = async (count: number, work: () => Promise<void>): Promise<number> => {
  const startedAt = process.hrtime.bigint()
  await work()
  return (count * 1e9) / Number(process.hrtime.bigint() - startedAt)
}

const cpuPerMessage = async (count: number, work: (count: number) => Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await work(count)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / count
}
