/** Whose campaigns: another bot's are not there, who may only read changes nothing, and what was done is written down. */
import { campaignsAt, csvOf, numbers, type Campaign, type List } from './campaigns'
import type { Call } from './client'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

/** Every address of one campaign; `rid` is one of its people, `file` one of its uploads. */
const addresses = (rid: number, file: number): Array<[NonNullable<Call['method']>, string, Call]> => [
  ['GET', '', {}],
  ['GET', '/check', {}],
  ['GET', '/report', {}],
  ['GET', '/recipients', {}],
  ['GET', `/recipients/${rid}`, {}],
  ['GET', '/imports', {}],
  ['GET', `/imports/${file}/errors`, {}],
  ['GET', '/preview', {}],
  ['GET', '/export', {}],
  ['GET', '/export-failed', {}],
  ['PUT', '', { json: { name: 'Mía' } }],
  ['PUT', `/recipients/${rid}`, { json: { values: { nombre: 'X' } } }],
  ['DELETE', `/recipients/${rid}`, {}],
  ['POST', '/upload-csv', { file: csvOf(['4422591631']) }],
  ['POST', '/upload-csv?dry_run=true', { file: csvOf(['4422591631']) }],
  ['POST', '/start', {}],
  ['POST', '/pause', {}],
  ['POST', '/resume', {}],
  ['POST', '/cancel', {}],
  ['POST', '/clone', {}],
  ['POST', '/reconcile', {}],
  ['POST', '/retry-failed', {}],
  ['POST', '/unconfirmed', { json: { action: 'retry' } }],
  ['POST', '/test-send', { json: { to: '4422591631' } }],
  ['DELETE', '', {}]
]

const oneOf = async () => {
  const { id } = await campaigns.create({ name: `Ajena ${Date.now()}` })
  const { import_id } = await campaigns.upload(id, numbers(2))
  const [row] = await campaigns.recipients(id)
  return { id, all: addresses(row?.id ?? 0, import_id ?? 0) }
}

describeWith(['own server'], 'campaigns of another bot', () => {
  const bot = 'neighbour'
  beforeAll(() => server.own().addBot(bot))

  it('are not there, whatever is asked of them', async () => {
    const { id, all } = await oneOf()
    const before = await campaigns.get(id)
    const answers = []
    for (const [method, rest, call] of all) {
      const { status } = await server.api(campaigns.at(id, rest), { ...call, method, bot })
      answers.push({ method, rest, status })
    }
    expect(answers).toEqual(all.map(([method, rest]) => ({ method, rest, status: 404 })))
    expect(await campaigns.get(id)).toEqual(before)
    const { body } = await server.api<List<Campaign>>('/campaigns', { bot })
    expect(body).toMatchObject({ items: [], total: 0 })
    const { body: status } = await server.api<{ campaigns: Record<string, number> }>('/status', { bot })
    expect(status.campaigns).toMatchObject({ draft: 0, running: 0 })
  })

  it('neither lend a person nor a file to a campaign of one’s own', async () => {
    const { all } = await oneOf()
    const { body: own } = await server.api<Campaign>('/campaigns', {
      bot,
      method: 'POST',
      json: { name: 'Propia', template_id: 'bienvenida' }
    })
    for (const [method, rest, call] of all.filter(([, address]) => /\/\d+/.test(address))) {
      const { status } = await server.api(campaigns.at(own.id, rest), { ...call, method, bot })
      expect({ method, rest, status }).toEqual({ method, rest, status: 404 })
    }
  })
})

describeWith(['own server'], 'who may only read', () => {
  it('sees everything and changes nothing', async () => {
    const { id, all } = await oneOf()
    const token = server.address().tokens.reader
    const before = await campaigns.get(id)
    for (const [method, rest, call] of all) {
      const { status } = await server.api(campaigns.at(id, rest), { ...call, method, token })
      expect({ method, rest, status }).toEqual({ method, rest, status: method === 'GET' ? 200 : 403 })
    }
    const json = { name: 'X', template_id: 'x' }
    const made = await server.api('/campaigns', { token, method: 'POST', json })
    expect(made.status).toBe(403)
    expect(await campaigns.get(id)).toEqual(before)
  })
})

describeWith([], 'who has no token', () => {
  it('sees nothing', async () => {
    const { id, all } = await oneOf()
    for (const [method, rest, call] of all) {
      const { status } = await server.api(campaigns.at(id, rest), { ...call, method, token: undefined })
      expect({ method, rest, status }).toEqual({ method, rest, status: 401 })
    }
  })
})

describeWith([], 'the audit', () => {
  it('says who did what to which campaign', async () => {
    const { id } = await campaigns.create({ name: 'Con testigos' })
    await campaigns.upload(id, numbers(1))
    await campaigns.change(id, { batch_size: 3 })
    await server.api(campaigns.at(id, '/export'))
    const [row] = await campaigns.recipients(id)
    await server.api(campaigns.at(id, `/recipients/${row?.id}`), { method: 'DELETE' })
    await campaigns.command(id, 'cancel')
    await campaigns.remove(id)
    const { body } =
      await server.api<
        List<{ action: string; subject_type: string; subject_id: string; at: string; details: unknown }>
      >('/audit?limit=30')
    const told = body.items.filter(entry => entry.subject_id === String(id)).reverse()
    expect(told.map(({ action }) => action)).toEqual([
      'campaign.created',
      'campaign.uploaded',
      'campaign.changed',
      'campaign.exported',
      'recipient.removed',
      'campaign.cancelled',
      'campaign.deleted'
    ])
    for (const { at, subject_type } of told) {
      expect(subject_type).toBe('campaign')
      expect(Date.parse(at)).not.toBeNaN()
    }
    expect(told[2]?.details).toEqual({ batch_size: 3 })
  })
})
