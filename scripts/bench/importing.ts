/**
 * A file of people brought into a campaign, over HTTP as they upload it, and the floor under it: csv-parse and
 * libphonenumber reading the numbers, with nothing kept. Two more say what may be expected: the same floor with our own
 * phone rules, and the keeping alone, of rows that are in memory already.
 */
import { spawn } from 'child_process'
import { parse } from 'csv-parse'
import { once } from 'events'
import fs from 'fs'
import http from 'http'
import type { AddressInfo } from 'net'
import { importRecipients } from '../../modules/outbound-campaigns/src/backend/campaigns/import'
import {
  enqueue,
  putLane,
  removeMessages,
  type Owner
} from '../../modules/outbound-campaigns/src/backend/outbox'
import { normalizePhone } from '../../modules/outbound-campaigns/src/backend/platform/phone/phone'
import parsePhone from 'libphonenumber-js/max'
import { rowOf } from './people'
import { plainly, type Around } from './probe'
import type { Store } from './store'

export const readsPhone = (raw: string): boolean => normalizePhone(raw, 'MX').kind === 'phone'
export const libphonenumberReads = (raw: string): boolean => parsePhone(raw, 'MX')?.isValid() === true

/** Answers rows a second. */
export const parseAlone = async (file: string, isPhone: (raw: string) => boolean): Promise<number> => {
  const startedAt = process.hrtime.bigint()
  const parser = fs.createReadStream(file).pipe(parse())
  let rows = -1
  let phones = 0
  parser.on('readable', () => {
    for (let record = parser.read() as string[] | null; record; record = parser.read() as string[] | null) {
      rows += 1
      if (isPhone(record[0] ?? '')) phones += 1
    }
  })
  await once(parser, 'end')
  if (phones !== rows) throw new Error(`${phones} of ${rows} rows have a number.`)
  return (rows * 1e9) / Number(process.hrtime.bigint() - startedAt)
}

let campaigns = 1_000_000

const newCampaign = async (db: Store['db']): Promise<Owner> => {
  campaigns += 1
  const owner: Owner = { type: 'campaign', id: campaigns }
  await putLane(db, {
    owner,
    botId: 'bench',
    channel: 'whatsapp',
    pace: {
      batch_size: 100,
      batch_interval_ms: 1000,
      concurrency: 10,
      max_retries: 3,
      max_error_rate: 0.3,
      max_consecutive_errors: 20
    }
  })
  return owner
}

/** And what PostgreSQL would clean up in the background goes with it, or it would do so during the next measurement. */
const remove = async (db: Store['db'], owner: Owner): Promise<void> => {
  await removeMessages(db, owner)
  await db.change('delete from outbound_imports where owner_id = ?', [owner.id])
  if (db.dialect === 'postgres') await db.execute('vacuum analyze outbound_messages')
}

const KEPT_AT_ONCE = 2000

/** Rows a second that the database keeps, durably and with every index, when nothing need be read. */
export const keepAlone = async ({ db }: Store, rows: number): Promise<number> => {
  const owner = await newCampaign(db)
  let ms = 0
  for (let from = 0; from < rows; from += KEPT_AT_ONCE) {
    const messages = Array.from({ length: Math.min(KEPT_AT_ONCE, rows - from) }, (_, n) => {
      const data = rowOf(from + n)
      const person = `+52${data[0]}`
      return { person, dedupeKey: person, importId: 1, line: from + n + 2, data }
    })
    const startedAt = performance.now()
    await enqueue(db, { owner, botId: 'bench', channel: 'whatsapp' }, messages)
    ms += performance.now() - startedAt
  }
  await remove(db, owner)
  return (rows * 1000) / ms
}

/** Answers rows a second, from the request's arrival to the answer. The campaign is removed again, unmeasured. */
export const importFile = async (
  { db }: Store,
  file: string,
  rows: number,
  around: Around = plainly
): Promise<number> => {
  const owner = await newCampaign(db)
  let measured = 0
  const receive = async (req: http.IncomingMessage) => {
    const startedAt = process.hrtime.bigint()
    const { accepted } = await importRecipients({
      db,
      botId: 'bench',
      campaignId: owner.id,
      channel: 'whatsapp',
      req,
      maxUploadMb: 2048,
      defaultCountry: 'MX',
      mxPrefix: '521',
      caller: { email: null },
      dryRun: false
    })
    measured = (rows * 1e9) / Number(process.hrtime.bigint() - startedAt)
    return accepted
  }
  let accepted = 0
  await around(async () => {
    accepted = await uploadTo(receive, file)
  })
  if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows were accepted.`)
  await remove(db, owner)
  return measured
}

/** The file comes from another process, as it does in life: reading and sending it is not the server's work. */
export const uploadTo = async (
  receive: (req: http.IncomingMessage) => Promise<number>,
  file: string
): Promise<number> => {
  let received: Promise<number> | undefined
  const server = http.createServer((req, res) => {
    received = receive(req)
    received.then(
      () => res.end(),
      () => res.writeHead(500).end()
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const uploader = spawn(process.execPath, [__filename, '--upload', url, file], { stdio: 'inherit' })
  const [code] = (await once(uploader, 'exit')) as [number | null]
  server.close()
  const accepted = await received
  if (code !== 0 || accepted === undefined) throw new Error(`The upload ended with ${code}.`)
  return accepted
}

/** What the other process does. */
export const upload = (url: string, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { method: 'POST', headers: { 'Content-Type': 'text/csv', 'Content-Length': fs.statSync(file).size } },
      response => {
        response.resume()
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`Answered ${response.statusCode}.`))
        )
      }
    )
    request.on('error', reject)
    fs.createReadStream(file).pipe(request)
  })
