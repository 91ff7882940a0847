/**
 * The whole way of a message, as in the module: owed in a table, claimed, journalled, personalised, sent by the Vonage
 * driver, settled, counted. Only the sender's budget is out of the way, since it is made to slow things down.
 */
import type { Logger } from 'botpress/sdk'
import {
  connect,
  createVonageSender
} from '../../modules/outbound-campaigns/src/backend/channels/whatsapp/vonage'
import { personalise, rowReader } from '../../modules/outbound-campaigns/src/backend/campaigns/personalise'
import { addressOf } from '../../modules/outbound-campaigns/src/backend/platform/phone/address'
import {
  closeLane,
  countRows,
  enqueue,
  openLane,
  putLane,
  removeMessages,
  type Delivery,
  type Lane,
  type Owner,
  type Reactions
} from '../../modules/outbound-campaigns/src/backend/outbox'
import { LaneRunner } from '../../modules/outbound-campaigns/src/backend/outbox/runner'
import { accountAt } from './account'
import { COLUMNS, rowOf } from './people'
import { plainly, type Around } from './probe'
import type { Store } from './store'

const OWED_AT_ONCE = 1000
const SEND_TIMEOUT_MS = 15_000

const PARTS: Parameters<typeof personalise>[0] = {
  template_id: 'bienvenida',
  template_namespace: null,
  language: 'es_MX',
  variables: ['nombre', 'ciudad', 'monto'],
  parameter_names: null,
  header: null,
  buttons: null
}

const deliveryTo = (apiUrl: string, ratePerSecond: number): Delivery & { close(): void } => {
  const connection = connect(accountAt(apiUrl))
  const sender = createVonageSender(connection, { timeoutMs: SEND_TIMEOUT_MS })
  const read = rowReader([...COLUMNS])
  return {
    sender: { id: 'whatsapp:bench', ratePerSecond, dailyUniqueLimit: null },
    gate: { frequencyCap: null, pairRestMs: 6000 },
    timeoutMs: SEND_TIMEOUT_MS,
    refresh: async () => {},
    closedUntil: () => null,
    send(message, ref) {
      const { content, parameters } = personalise(PARTS, read(message.data as string[]))
      return sender.send({
        to: message.address ?? addressOf(message.person, '521'),
        content,
        parameters,
        ref,
        webhookUrl: null
      })
    },
    abort: () => sender.abort(),
    close: () => connection.line.close()
  }
}

export interface SendingOptions {
  apiUrl: string
  concurrency: number
  count: number
  /** Out of the way unless said. */
  ratePerSecond?: number
}

export interface Sending {
  perSecond: number
  cpuMsPerMessage: number
}

let campaigns = 0

/** Owes the messages, sends them all, and makes sure that each was. What it owes and removes is not measured. */
export const sendAll = async (
  { db }: Store,
  { apiUrl, concurrency, count, ratePerSecond = 10_000_000 }: SendingOptions,
  around: Around = plainly
): Promise<Sending> => {
  campaigns += 1
  const owner: Owner = { type: 'campaign', id: campaigns }
  await owe(db, owner, concurrency, count)
  const delivery = deliveryTo(apiUrl, ratePerSecond)
  const reactions = new UntilDrained(() => runner.poke())
  const runner: LaneRunner = new LaneRunner(db, owner, delivery, reactions, failing)
  const before = { cpu: process.cpuUsage(), at: process.hrtime.bigint() }
  await around(async () => {
    await openLane(db, owner)
    await runner.run()
  })
  const cpu = process.cpuUsage(before.cpu)
  const seconds = Number(process.hrtime.bigint() - before.at) / 1e9
  delivery.close()
  const { sent } = await countRows(db, owner)
  if (sent !== count) throw new Error(`${sent} of ${count} messages were sent.`)
  await removeMessages(db, owner)
  await db.change(`delete from outbound_contacts where sender = 'whatsapp:bench'`)
  return { perSecond: count / seconds, cpuMsPerMessage: (cpu.user + cpu.system) / 1000 / count }
}

const owe = async (db: Store['db'], owner: Owner, concurrency: number, count: number): Promise<void> => {
  const lane = { owner, botId: 'bench', channel: 'whatsapp' }
  await putLane(db, {
    ...lane,
    pace: {
      batch_size: 1_000_000,
      batch_interval_ms: 100,
      concurrency,
      max_retries: 3,
      max_error_rate: 0.3,
      max_consecutive_errors: 20
    }
  })
  for (let from = 0; from < count; from += OWED_AT_ONCE) {
    await enqueue(
      db,
      lane,
      Array.from({ length: Math.min(OWED_AT_ONCE, count - from) }, (_, n) => {
        const row = rowOf(from + n)
        const person = `+52${row[0]}`
        return { person, dedupeKey: person, importId: 1, line: from + n + 2, data: row }
      })
    )
  }
}

/** As a campaign does: when nothing is owed any more, the lane is closed, and the runner told to look. */
class UntilDrained implements Reactions {
  constructor(private readonly changed: () => void) {}

  async stopped(_tx: Store['db'], _botId: string, _owner: Owner, reason: { detail: string }): Promise<void> {
    throw new Error(`The sending stopped: ${reason.detail}`)
  }

  async drained(tx: Store['db'], { owner, open }: Lane): Promise<void> {
    if (!open) return
    await closeLane(tx, owner)
    this.changed()
  }
}

/** What the runner would write into a log and go on from: here nothing may go wrong. */
const failing = (() => {
  const logger: Record<string, unknown> = { forBot: () => logger }
  for (const level of ['debug', 'info', 'warn']) logger[level] = () => undefined
  logger.error = (message: string) => process.stderr.write(`${message}\n`)
  logger.attachError = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return logger
  }
  return logger as unknown as Logger
})()
