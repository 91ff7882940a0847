/** A bot that goes away in the middle of a campaign, as operators do that: disabled, or deleted and restored. */
import { campaignsAt, numbers, useFastSender } from './campaigns'
import { eventually } from './client'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

const PEOPLE = 120
const PACE = { batch_size: 10, batch_interval_ms: 500 }

const received = async (): Promise<number> =>
  (await server.sandbox<{ received: number }>('/vonage/counts')).body.received

/** How many had come when nothing came any more, for as long as three batches take: had it gone on, everybody's. */
const atRest = async (): Promise<number> => {
  let count = -1
  for (let now = await received(); now !== count; now = await received()) {
    count = now
    await new Promise(resolve => setTimeout(resolve, 3 * PACE.batch_interval_ms))
  }
  return count
}

describeWith(['own server'], 'a bot that goes away in the middle of a campaign', () => {
  useFastSender(server)
  beforeAll(() => server.own().addBot('second'))

  it.each(['disabled', 'deleted'] as const)(
    '%s: it stops cleanly, and the campaign goes on when the bot is back',
    async how => {
      await server.sandbox('/vonage/messages', { method: 'DELETE' })
      const phones = numbers(PEOPLE)
      const { id } = await campaigns.prepared(phones, PACE)
      await campaigns.command(id, 'start')
      await eventually(received, count => count >= 2 * PACE.batch_size)

      const bringBack = await server.own().takeAway('demo', how)
      expect(await atRest()).toBeLessThan(PEOPLE)
      expect((await server.api('/status', { bot: 'second' })).body).toMatchObject({ ok: true })

      await bringBack()
      await campaigns.status(id, 'completed')
      // Neither lost nor sent twice, and of none is it unknown.
      const report = await campaigns.report(id)
      expect(report.counts).toMatchObject({ total: PEOPLE, pending: 0, unconfirmed: 0, failed: 0 })
      expect((await server.sandbox('/vonage/counts')).body).toMatchObject({
        received: PEOPLE,
        recipients: { distinct: PEOPLE, more_than_once: 0 }
      })
    }
  )
})
