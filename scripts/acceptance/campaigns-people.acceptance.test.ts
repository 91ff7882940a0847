/** The people of a campaign while it lives: more come in, one is corrected, removed, looked for. */
import { campaignsAt, csvOf, numbers, useFastSender, type Recipient } from './campaigns'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

describeWith(['sandbox'], 'people who come later', () => {
  useFastSender(server)

  it('get the message while the campaign runs', async () => {
    const phones = numbers(4)
    const { id } = await campaigns.prepared(phones.slice(0, 2), { batch_size: 1, batch_interval_ms: 500 })
    await campaigns.command(id, 'start')
    expect(await campaigns.upload(id, phones)).toMatchObject({ accepted: 2, duplicates: 2 })
    await campaigns.status(id, 'completed')
    expect(await campaigns.received(phones)).toEqual([1, 1, 1, 1])
    expect((await campaigns.report(id)).counts.total).toBe(4)
  })

  it('in a file with other columns get their own values', async () => {
    const [first = '', second = ''] = numbers(2)
    const { id } = await campaigns.prepared([first], { variables: ['nombre'] })
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
    const file = `ciudad;Nombre;Celular\nMérida;Zoé;${second}\n`
    await server.api(campaigns.at(id, '/upload-csv'), { method: 'POST', file })
    await campaigns.command(id, 'resume')
    await campaigns.status(id, 'completed')
    const { body } = await server.sandbox<{ messages: Array<{ text: string }> }>(
      `/vonage/messages?to=521${second}`
    )
    expect(body.messages.map(({ text }) => text)).toEqual([expect.stringContaining('¡Hola Zoé!')])
  })

  it('after the end wait until somebody says so', async () => {
    const [before, after] = [numbers(1), numbers(2)]
    const { id } = await campaigns.prepared(before)
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
    await campaigns.upload(id, after)
    expect(await campaigns.get(id)).toMatchObject({
      status: 'paused',
      status_reason: { code: 'people_added' },
      completed_at: null,
      counts: { total: 3, pending: 2 }
    })
    expect((await campaigns.report(id)).waiting_for).toMatchObject([{ code: 'people_added' }])
    await campaigns.command(id, 'resume')
    await campaigns.status(id, 'completed')
    expect(await campaigns.received([...before, ...after])).toEqual([1, 1, 1])
  })

  it('after the end, all of them there before, change nothing', async () => {
    const phones = numbers(1)
    const { id } = await campaigns.prepared(phones)
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
    expect(await campaigns.upload(id, phones)).toMatchObject({ accepted: 0, duplicates: 1 })
    expect((await campaigns.get(id)).status).toBe('completed')
  })
})

describeWith(['sandbox'], 'a person in a campaign', () => {
  useFastSender(server)
  const one = async (id: number) => {
    const [found] = await campaigns.recipients(id)
    if (!found) throw new Error('The campaign has nobody.')
    return found
  }
  const correct = (id: number, rid: number, json: unknown) =>
    server.api<Recipient & { detail: string }>(campaigns.at(id, `/recipients/${rid}`), {
      method: 'PUT',
      json
    })
  const remove = (id: number, rid: number) =>
    server.api(campaigns.at(id, `/recipients/${rid}`), { method: 'DELETE' })

  it('who failed is corrected and gets the message', async () => {
    const [wrong, right] = [numbers(1, '980422'), numbers(1)]
    const { id } = await campaigns.prepared(wrong)
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'failed')
    const { id: rid } = await one(id)
    const corrected = await correct(id, rid, { phone_number: right[0], values: { Nombre: 'Íñigo' } })
    expect(corrected).toMatchObject({
      status: 200,
      body: { phone_number: `+521${right[0]}`, values: { phone_number: right[0], nombre: 'Íñigo' } }
    })
    await campaigns.status(id, 'completed')
    expect(await campaigns.received([...wrong, ...right])).toEqual([0, 1])
    expect((await campaigns.report(id)).errors).toEqual([])
  })

  it('who waits is corrected or removed; who has the message is not', async () => {
    const phones = numbers(3)
    const { id } = await campaigns.prepared(phones)
    const [first, second, third] = await campaigns.recipients(id)
    if (!first || !second || !third) throw new Error('Three were uploaded.')
    const twice = await correct(id, first.id, { phone_number: phones[1] })
    expect(twice).toMatchObject({ status: 409, body: { detail: expect.stringContaining('already') } })
    expect((await correct(id, first.id, { phone_number: '12' })).status).toBe(422)
    expect((await correct(id, first.id, { values: { color: 'rojo' } })).status).toBe(422)
    expect((await correct(id, first.id, {})).status).toBe(422)

    expect((await remove(id, third.id)).status).toBe(200)
    expect((await remove(id, third.id)).status).toBe(404)
    expect((await campaigns.report(id)).counts).toMatchObject({ total: 2, pending: 2 })

    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
    expect((await remove(id, second.id)).status).toBe(409)
    expect((await correct(id, second.id, { values: { nombre: 'Otra' } })).status).toBe(409)
    expect(await campaigns.received(phones)).toEqual([1, 1, 0])
  })

  it('is found by the beginning of the number, however it is typed, and by the state', async () => {
    const phones = numbers(12)
    const [wanted = ''] = phones
    const { id } = await campaigns.prepared(phones)
    const found = async (search: string) =>
      (await campaigns.recipients(id, `&search=${encodeURIComponent(search)}`)).map(row => row.phone_number)
    for (const typed of [
      wanted,
      `+52${wanted}`,
      `+521${wanted}`,
      `52${wanted}`,
      `521${wanted}`,
      `${wanted.slice(0, 3)} ${wanted.slice(3, 6)} ${wanted.slice(6)}`,
      `044 ${wanted}`
    ])
      expect({ typed, found: await found(typed) }).toEqual({ typed, found: [`+521${wanted}`] })
    expect(await found('442')).toHaveLength(12)
    expect(await found('+52442')).toHaveLength(12)
    expect(await found('33')).toEqual([])
    expect(await found('Ana')).toEqual([])
    expect(await campaigns.recipients(id, '&status=pending')).toHaveLength(12)
    expect(await campaigns.recipients(id, '&status=sent')).toEqual([])
  })

  it.each([
    ['of all', ''],
    ['of a state', '&status=pending'],
    ['of a search', '&search=442']
  ])('is listed page by page, each once: the list %s', async (_name, query) => {
    const phones = numbers(7)
    const { id } = await campaigns.create()
    await server.api(campaigns.at(id, '/upload-csv'), { method: 'POST', file: csvOf(phones) })
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await server.api<{ items: Recipient[]; next_cursor: string | null; total: number }>(
        campaigns.at(id, `/recipients?limit=3${query}${cursor}`)
      )
      expect(body.total).toBe(7)
      seen.push(...body.items.map(({ values }) => values.phone_number ?? ''))
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`
    } while (cursor)
    expect(seen).toEqual(phones)
    expect((await server.api(campaigns.at(id, `/recipients?cursor=nonsense${query}`))).status).toBe(400)
  })
})
