import http from 'http'
import type { AddressInfo } from 'net'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Inbox } from '../../inbox'
import { shownForTests } from './testing/shown-lead'
import { fromJson, toNumber } from '../../platform/database/values'
import { BOT, DAY, mailStep, MONDAY, SequenceBench } from '../testing/sequence-bench'
import { sequenceWebhook, webhookErrand } from './errand'
import { webhookSources } from './waiting'

const heard: Array<Record<string, unknown>> = []
let status = 200
const server = http.createServer((req, res) => {
  let body = ''
  req.on('data', (chunk: Buffer) => (body += chunk.toString()))
  req.on('end', () => {
    heard.push(JSON.parse(body) as Record<string, unknown>)
    res.writeHead(status).end()
  })
})
let url = ''

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`
})
afterAll(() => new Promise(resolve => server.close(resolve)))

describe.each(databases)('A lead who waits for another system, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench
  let inbox: Inbox

  beforeEach(async () => {
    heard.length = 0
    status = 200
    test = await create()
    bench = await SequenceBench.on(test)
    inbox = new Inbox(bench.db, bench.logger.logger)
    const { db, calendar, settings, shelf, changes } = bench
    const sources = webhookSources({
      db,
      calendar,
      settings,
      shelf,
      changes,
      leads: shownForTests,
      senderOf: async () => ({ name: 'Ventas', address: 'ventas@example.com' }),
      allowsPrivate: async () => true,
      changed: () => undefined
    })
    inbox.onErrand(sequenceWebhook, webhookErrand(sources))
  })
  afterEach(async () => {
    await inbox.release(BOT)
    await test.destroy()
  })

  const webhook = (more: object = {}) => ({
    key: 'crm',
    type: 'webhook',
    config: { url, data: { hi: 'Hola {{first_name}}' }, ...more }
  })
  const begin = async (steps: readonly object[]) => {
    const id = await bench.sequence(steps)
    await bench.enroll(id, await bench.leads(1))
    await bench.settle()
    return id
  }
  const only = async (id: number) => {
    const [enrollment] = await bench.enrollments(id)
    if (!enrollment) throw new Error('Nobody is in it.')
    return enrollment
  }
  const open = async () =>
    toNumber(
      (
        await bench.db.first(
          `select count(*) as n from outbound_inbox where status = 'open' and kind = 'sequence.webhook'`
        )
      )?.n
    )
  const workOff = async () => {
    const job = inbox.jobFor(BOT)
    while ((await open()) > 0) {
      await job.run()
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const outcome = async () => {
    const row = await bench.db.first(
      `select status, reason_code, outcome from outbound_executions where step_key = 'crm'`
    )
    return row && { status: row.status, reason: row.reason_code, outcome: fromJson(row.outcome) }
  }

  it('goes on when it has answered, counted from then', async () => {
    const id = await begin([webhook(), mailStep('after', { delay_days: 2 })])
    expect(await only(id)).toMatchObject({ waitingFor: 'webhook', stepKey: 'crm' })
    bench.calendar.time += DAY
    await workOff()
    expect(heard).toMatchObject([
      {
        step_key: 'crm',
        data: { hi: 'Hola Ana' },
        at: new Date(MONDAY).toISOString(),
        lead: { ext_id: 'key-0' }
      }
    ])
    expect(await only(id)).toMatchObject({
      stepKey: 'after',
      waitingFor: 'time',
      anchorAt: MONDAY + DAY,
      dueAt: MONDAY + 3 * DAY
    })
    expect(await outcome()).toEqual({ status: 'done', reason: null, outcome: { http_status: 200 } })
  })

  it('goes on where it refuses, or leaves the sequence with the reason, as the step says', async () => {
    status = 404
    const goesOn = await begin([webhook(), mailStep('after', { delay_days: 2 })])
    await workOff()
    expect(await only(goesOn)).toMatchObject({ status: 'active', stepKey: 'after' })
    expect(await outcome()).toEqual({
      status: 'failed',
      reason: 'webhook_refused',
      outcome: { http_status: 404 }
    })

    const stops = await begin([webhook({ on_failure: 'stop' }), mailStep('after')])
    await workOff()
    expect(await only(stops)).toMatchObject({
      status: 'stopped',
      reason: { code: 'webhook_refused', detail: 'The server answered 404.' }
    })
  })

  it('is not told about once they were taken out, nor once they were forgotten', async () => {
    const id = await begin([webhook(), mailStep('after')])
    await bench.db.change(`update outbound_enrollments set status = 'stopped' where sequence_id = ?`, [id])
    await workOff()
    const gone = await begin([webhook(), mailStep('after')])
    await bench.db.change('delete from outbound_leads')
    await workOff()
    expect(heard).toEqual([])
    expect(await only(gone)).toMatchObject({ waitingFor: 'webhook' })
  })
})
