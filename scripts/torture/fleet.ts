/**
 * A sandbox and the servers that send to it, each a process of its own, so that each can be killed. The servers share
 * one database and each has a data folder with the same bot.
 */
import { randomBytes } from 'crypto'
import fs from 'fs'
import path from 'path'
import { call, type Call } from '../acceptance/client'
import { startProgram, type RunningProgram } from '../acceptance/processes'

export interface FleetOptions {
  /** Where everything is kept. */
  folder: string
  nodes: number
  /** Without one: an SQLite file in the data folder of the one node. */
  databaseUrl?: string
  /** How long a send may take. What a killed server had on its way is found again after three times as long. */
  sendTimeoutMs: number
  /** How the sandbox behaves: see its README. */
  behaviour: Record<string, unknown>
}

const secret = () => randomBytes(24).toString('hex')

/** One server. It is killed and started again in place: same data, same port. */
export class Node {
  private program: RunningProgram | undefined
  private port = '0'
  /** When it was started last. */
  startedAt = 0

  constructor(
    readonly name: string,
    readonly dataDir: string,
    private readonly environment: Record<string, string>,
    private readonly token: string
  ) {}

  async start(): Promise<void> {
    this.startedAt = Date.now()
    this.program = await startProgram({
      file: '.build/node20/studio.js',
      environment: { ...this.environment, DATA_DIR: this.dataDir, STUDIO_TOKEN: this.token, PORT: this.port },
      ready: /^Local Studio ready at (http:\/\/\S+)/,
      log: path.join(this.dataDir, 'log.txt')
    })
    // Reports go to where the message said: a server that comes back must be found where it was.
    this.port = new URL(this.program.url).port
  }

  async kill(): Promise<void> {
    await this.running.kill()
    this.program = undefined
  }

  async end(): Promise<void> {
    await this.program?.kill()
    this.program = undefined
  }

  /** Calls an address of the module. */
  api<Body>(address: string, options: Call = {}): ReturnType<typeof call<Body>> {
    return call<Body>(this.addressOf(address), { token: this.token, ...options })
  }

  async upload(address: string, csv: string): Promise<Response> {
    return fetch(this.addressOf(address), {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'text/csv' },
      body: csv
    })
  }

  private addressOf(address: string): string {
    return `${this.running.url}/api/v1/bots/demo/mod/outbound-campaigns${address}`
  }

  private get running(): RunningProgram {
    if (!this.program) throw new Error(`The server ${this.name} is down.`)
    return this.program
  }
}

export interface ProviderCounts {
  received: number
  accepted: number
  recipients: { distinct: number; more_than_once: number; first: Array<{ to: string; times: number }> }
  client_refs: { distinct: number; more_than_once: number }
  webhooks_waiting: number
}

interface ListedMail {
  subject: string
  envelope: { to: string[] }
  answer: 'accepted' | 'dropped' | 'refused'
}

/** What the mail server has taken. */
export class Mailboxes {
  constructor(
    private readonly program: RunningProgram,
    private readonly token: string
  ) {}

  async count(): Promise<number> {
    const { accepted, dropped } = await this.ask<{ accepted: number; dropped: number }>('/counts')
    return accepted + dropped
  }

  /** Of each address the subjects that came, in their order. */
  async received(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>()
    let cursor: string | null = null
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`
      const page: { mails: ListedMail[]; next_cursor: string | null } = await this.ask(`?limit=1000${after}`)
      for (const { subject, envelope, answer } of page.mails)
        if (answer !== 'refused')
          for (const to of envelope.to) found.set(to, [subject, ...(found.get(to) ?? [])])
      cursor = page.next_cursor
    } while (cursor !== null)
    return found
  }

  private async ask<Body>(address: string): Promise<Body> {
    const answer = await call<Body>(`${this.program.url}/sandbox/mail${address}`, { token: this.token })
    if (answer.status >= 300)
      throw new Error(`The sandbox answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

/** What the provider knows. */
export class Provider {
  constructor(
    private readonly program: RunningProgram,
    private readonly token: string
  ) {}

  async counts(): Promise<ProviderCounts> {
    return this.ask<ProviderCounts>('/counts')
  }

  /** How often each number was written to, digits only. */
  async received(): Promise<Map<string, number>> {
    interface Page {
      messages: Array<{ to: string; accepted: boolean }>
      next_cursor: number | null
    }
    const times = new Map<string, number>()
    let cursor: number | null = null
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`
      const page: Page = await this.ask<Page>(`/messages?limit=1000${after}`)
      for (const { to, accepted } of page.messages) if (accepted) times.set(to, (times.get(to) ?? 0) + 1)
      cursor = page.next_cursor
    } while (cursor !== null)
    return times
  }

  async behave(behaviour: Record<string, unknown>): Promise<void> {
    await this.ask('/behaviour', { method: 'PUT', json: behaviour })
  }

  private async ask<Body>(address: string, options: Call = {}): Promise<Body> {
    const answer = await call<Body>(`${this.program.url}/sandbox/vonage${address}`, {
      token: this.token,
      ...options
    })
    if (answer.status >= 300)
      throw new Error(`The sandbox answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

export interface Fleet {
  nodes: readonly Node[]
  provider: Provider
  mailboxes: Mailboxes
  end(): Promise<void>
}

export const startFleet = async (options: FleetOptions): Promise<Fleet> => {
  const { folder, behaviour } = options
  const sandboxToken = secret()
  const sandboxFolder = path.join(folder, 'provider')
  fs.mkdirSync(sandboxFolder, { recursive: true })
  const sandbox = await startProgram({
    file: '.build/node20/sandbox.js',
    args: ['--port', '0', '--data', sandboxFolder, '--token', sandboxToken],
    ready: /^Sandbox ready at (http:\/\/\S+)/,
    log: path.join(sandboxFolder, 'log.txt')
  })
  const nodes: Node[] = []
  const end = async () => {
    await Promise.all(nodes.map(node => node.end()))
    await sandbox.kill()
  }
  try {
    const provider = new Provider(sandbox, sandboxToken)
    await provider.behave(behaviour)
    const token = secret()
    for (let n = 1; n <= options.nodes; n += 1) {
      const dataDir = path.join(folder, `node-${n}`)
      fs.mkdirSync(dataDir, { recursive: true })
      const node = new Node(String(n), dataDir, environmentOf(options, sandbox.url, sandboxToken), token)
      nodes.push(node)
      await node.start()
    }
    return { nodes, provider, mailboxes: new Mailboxes(sandbox, sandboxToken), end }
  } catch (error) {
    await end()
    throw error
  }
}

const environmentOf = (
  { databaseUrl, sendTimeoutMs }: FleetOptions,
  sandboxUrl: string,
  sandboxToken: string
): Record<string, string> => ({
  SANDBOX_URL: sandboxUrl,
  SANDBOX_TOKEN: sandboxToken,
  BP_MODULE_OUTBOUND_CAMPAIGNS_SENDTIMEOUTMS: String(sendTimeoutMs),
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl })
})
