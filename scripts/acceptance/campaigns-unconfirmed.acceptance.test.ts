/** Messages of which nobody knows whether they were sent: never sent again by themselves, settled by a report or a person. */
import { campaignsAt, numbers, useFastSender } from './campaigns'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

describeWith(['sandbox'], 'a message of which nobody knows whether it was sent', () => {
  useFastSender(server)

  it('is settled by what the provider reports later', async () => {
    const endings = ['980003', '980004', '980005', '980006']
    const phones = endings.flatMap(ending => numbers(2, ending))
    const { id } = await campaigns.prepared(phones)
    await campaigns.command(id, 'start')
    await campaigns.until(id, ({ status, counts }) => status === 'completed' && counts.read === phones.length)
    expect(await campaigns.received(phones)).toEqual(phones.map(() => 1))
    const { errors, counts } = await campaigns.report(id)
    expect({ errors, unconfirmed: counts.unconfirmed }).toEqual({ errors: [], unconfirmed: 0 })
    for (const { attempts } of await campaigns.recipients(id)) expect(attempts).toBe(1)
  })

  it('counts as ended, shows itself, and waits for a word: sent again or counted as delivered', async () => {
    // The first never got there, the second did: from here nobody can tell which is which.
    const [lost, arrived] = [numbers(2, '980002'), numbers(2, '980008')]
    const phones = [...lost, ...arrived]
    const { id } = await campaigns.prepared([...phones, ...numbers(1)])
    await campaigns.command(id, 'start')
    await campaigns.until(
      id,
      ({ status, counts }) => status === 'completed' && counts.unconfirmed === 4 && counts.read === 1
    )
    expect(await campaigns.received(phones)).toEqual([0, 0, 1, 1])
    const { errors } = await campaigns.report(id)
    expect(errors).toEqual([
      {
        status: 'unconfirmed',
        code: 'connection_lost',
        reason: expect.stringContaining('may have'),
        count: 4
      }
    ])
    const rows = await campaigns.recipients(id, '&status=unconfirmed')
    const idsOf = (wanted: string[]) =>
      rows.filter(row => wanted.includes(row.values.phone_number ?? '')).map(row => row.id)

    const assumed = { action: 'assume_delivered', ids: idsOf(arrived) }
    expect(await campaigns.command(id, 'unconfirmed', assumed)).toEqual({ count: 2 })
    expect(await campaigns.command(id, 'unconfirmed', assumed)).toEqual({ count: 0 })
    expect(await campaigns.get(id)).toMatchObject({
      status: 'completed',
      counts: { unconfirmed: 2, delivered: 2, read: 1 }
    })

    await campaigns.behave({ outcomes_by_number: false })
    expect(await campaigns.command(id, 'unconfirmed', { action: 'retry' })).toEqual({ count: 2 })
    await campaigns.until(id, ({ status, counts }) => status === 'completed' && counts.read === 3)
    expect(await campaigns.received(phones)).toEqual([1, 1, 1, 1])
    await server.sandbox('/vonage/behaviour', { method: 'DELETE' })

    const { body } = await server.api<{ items: Array<{ action: string; details: unknown }> }>(
      '/audit?limit=50'
    )
    const decided = body.items.filter(({ action }) => action === 'campaign.unconfirmed_decided')
    expect(decided.slice(0, 3)).toMatchObject([
      { details: { action: 'retry', decided: 2 } },
      { details: { action: 'assume_delivered', decided: 0 } },
      { details: { action: 'assume_delivered', decided: 2 } }
    ])
  })

  it('is sent again on no other word: not by a resume, a retry of what failed, or the same file', async () => {
    const phones = numbers(1, '980008')
    const { id } = await campaigns.prepared([...phones, ...numbers(1, '980422')])
    await campaigns.command(id, 'start')
    const ended = (status: string) => status === 'completed' || status === 'failed'
    await campaigns.until(id, ({ status, counts }) => ended(status) && counts.unconfirmed === 1)
    await campaigns.order(id, 'resume')
    await campaigns.order(id, 'retry-failed')
    await campaigns.upload(id, phones)
    await campaigns.until(id, ({ status, counts }) => ended(status) && counts.failed === 1)
    expect((await campaigns.get(id)).counts).toMatchObject({ unconfirmed: 1, failed: 1 })
    expect(await campaigns.received(phones)).toEqual([1])
  })

  it('refuses an action that it does not know', async () => {
    const { id } = await campaigns.create()
    const answer = await campaigns.order(id, 'unconfirmed', { action: 'forget' })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'action' }] } })
  })
})
