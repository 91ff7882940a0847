/**
 * A file of leads, over HTTP as they upload it, and the floor under it: the keeping alone, of leads that are in memory
 * already. Somebody listens to new leads, as the sequences do, so the facts that tell of them are written too.
 */
import type http from 'http'
import { CreatedLeads } from '../../modules/outbound-campaigns/src/backend/leads/created'
import { newLead } from '../../modules/outbound-campaigns/src/backend/leads/change'
import { importLeads } from '../../modules/outbound-campaigns/src/backend/leads/import/import'
import { insertLeads } from '../../modules/outbound-campaigns/src/backend/leads/store'
import { uploadTo } from './importing'
import { leadOf } from './people'
import { plainly, type Around } from './probe'
import type { Store } from './store'

const BOT = 'bench'
const KEPT_AT_ONCE = 500

const remove = async ({ db }: Store): Promise<void> => {
  for (const table of ['leads', 'inbox', 'imports'])
    await db.change(`delete from outbound_${table} where bot_id = ?`, [BOT])
  if (db.dialect === 'postgres') await db.execute('vacuum analyze outbound_leads')
}

/** Leads a second that the database keeps, durably and with every index, when nothing need be read or looked up. */
export const keepLeads = async (store: Store, rows: number): Promise<number> => {
  let ms = 0
  for (let from = 0; from < rows; from += KEPT_AT_ONCE) {
    const leads = Array.from({ length: Math.min(KEPT_AT_ONCE, rows - from) }, (_, n) => {
      const { phone_number, email, ...rest } = leadOf(from + n)
      const { ext_id, first_name, last_name, company, icp, score, ciudad } = rest
      return newLead({
        ext_id,
        email,
        email_key: email.toLowerCase(),
        phone: `+52${phone_number}`,
        first_name,
        last_name,
        company,
        icp,
        score: Number(score),
        custom: { ciudad }
      })
    })
    const startedAt = performance.now()
    await store.db.transaction(tx => insertLeads(tx, BOT, leads, Date.now()))
    ms += performance.now() - startedAt
  }
  await remove(store)
  return (rows * 1000) / ms
}

/** Answers rows a second, from the request's arrival to the answer. The leads are removed again, unmeasured. */
export const importLeadsFile = async (
  store: Store,
  file: string,
  rows: number,
  around: Around = plainly
): Promise<number> => {
  const created = new CreatedLeads({ on: () => undefined, poke: () => undefined })
  created.on(async () => undefined)
  let measured = 0
  const receive = async (req: http.IncomingMessage) => {
    const startedAt = process.hrtime.bigint()
    const { accepted } = await importLeads({
      db: store.db,
      calendar: { now: () => Date.now() },
      botId: BOT,
      created,
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
  if (accepted !== rows) throw new Error(`${accepted} of ${rows} leads were accepted.`)
  await remove(store)
  return measured
}
