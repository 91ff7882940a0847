import { databases } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { applyReports } from '../outbox/reports'
import { mexicans, sentMessages } from './testing/sent-messages'
it.each(databases)('measure $name', async ({ create }) => {
  const test = await create()
  const db = new Database(test.knex)
  await migrate(db, migrations)
  const ids = await sentMessages(db, mexicans(20000))
  const r = { owesAgain: async () => 'as_it_is' as const, stopped: async () => {}, suppress: async () => {} }
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    const some = ids.slice(i * 200, i * 200 + 200)
    const t = process.hrtime.bigint()
    await db.transaction(tx => applyReports(tx, 'demo', some.map(id => ({ ref: { messageId: id, n: 1 }, providerId: null, said: { kind: 'delivered' as const }, at: 0, price: 0.1, currency: 'EUR' })), r))
    times.push(Number(process.hrtime.bigint() - t) / 1e6)
  }
  console.log(times.map(t => t.toFixed(1)).join(' '))
  await test.destroy()
})
