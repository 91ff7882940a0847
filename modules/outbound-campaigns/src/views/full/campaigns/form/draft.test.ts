import type { Answer } from '../../../api/answer'
import type { Campaign, CampaignChange } from '../../../api/campaigns'
import { keepDraft, type DraftSource, type DraftState } from './draft'
import { EMPTY, inputOf } from './input'

const campaign: Campaign = {
  id: 7,
  name: 'October',
  template_id: 'promo',
  template_namespace: null,
  language: 'es_MX',
  variables: null,
  parameter_names: null,
  header: null,
  buttons: null,
  batch_size: 100,
  batch_interval_ms: 60_000,
  concurrency: 10,
  max_retries: 3,
  retry_backoff_ms: 2000,
  max_error_rate: 0.3,
  max_consecutive_errors: 20,
  scheduled_at: null,
  timezone: 'America/Mexico_City',
  send_window: null,
  default_country: 'MX',
  status: 'draft',
  status_reason: null,
  counts: {
    total: 0,
    pending: 0,
    sending: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    skipped: 0,
    unconfirmed: 0,
    cancelled: 0
  },
  created_at: '2026-10-05T12:00:00.000Z',
  created_by: null,
  started_at: null,
  completed_at: null
}

const failure = { kind: 'failure', failure: { kind: 'unreachable' } } as const

/** A server that keeps what it is told, and can be slow or away. */
const fakeServer = () => {
  let kept = campaign
  const server = {
    calls: [] as Array<['create' | 'change', CampaignChange]>,
    away: false,
    remembered: undefined as unknown,
    shown: [] as DraftState[]
  }
  const answer = async (kind: 'create' | 'change', fields: CampaignChange): Promise<Answer<Campaign>> => {
    server.calls.push([kind, JSON.parse(JSON.stringify(fields)) as CampaignChange])
    await Promise.resolve()
    if (server.away) return failure
    kept = { ...kept, ...(JSON.parse(JSON.stringify(fields)) as CampaignChange) }
    return { kind: 'value', value: kept }
  }
  const source: DraftSource = {
    create: fields => answer('create', fields),
    change: (_id, fields) => answer('change', fields),
    remember: input => (server.remembered = input),
    onChange: state => server.shown.push(state)
  }
  return { server, source }
}

const openNew = () => {
  const { server, source } = fakeServer()
  return { server, draft: keepDraft(source, { input: EMPTY, campaign: null, saving: { kind: 'saved' } }) }
}

const openKnown = () => {
  const { server, source } = fakeServer()
  return {
    server,
    draft: keepDraft(source, { input: inputOf(campaign), campaign, saving: { kind: 'saved' } })
  }
}

test('a new one is created once, when it has a name and a template', async () => {
  const { server, draft } = openNew()
  draft.type({ name: 'October' })
  expect(await draft.save()).toBe(false)
  expect(server.calls).toEqual([])
  expect(server.remembered).toMatchObject({ name: 'October' })
  draft.type({ template_id: 'promo' })
  await Promise.all([draft.save(), draft.save(), draft.save()])
  expect(server.calls).toEqual([
    ['create', expect.objectContaining({ name: 'October', template_id: 'promo' })]
  ])
  expect(draft.state()).toMatchObject({ campaign: { id: 7 }, saving: { kind: 'saved' } })
  expect(draft.state().input.batch_size).toBe('100')
  expect(server.remembered).toBeNull()
})

test('only what has changed is sent', async () => {
  const { server, draft } = openKnown()
  draft.type({ batch_size: '500' })
  await draft.save()
  expect(server.calls).toEqual([['change', { batch_size: 500 }]])
  await draft.save()
  expect(server.calls).toHaveLength(1)
})

test('what is typed while it is being saved goes out behind it', async () => {
  const { server, draft } = openKnown()
  draft.type({ name: 'Nov' })
  const saved = draft.save()
  draft.type({ name: 'November' })
  await saved
  expect(server.calls.map(([, change]) => change.name)).toEqual(['Nov', 'November'])
  expect(draft.state().saving).toEqual({ kind: 'saved' })
})

test('what is no value yet is not sent, and is remembered', async () => {
  const { server, draft } = openKnown()
  draft.type({ batch_size: '' })
  await draft.save()
  expect(server.calls).toEqual([])
  expect(draft.state().saving).toEqual({ kind: 'unsaved' })
  expect(server.remembered).toMatchObject({ batch_size: '' })
})

test('a failure keeps what was typed, and the next attempt brings it', async () => {
  const { server, draft } = openKnown()
  server.away = true
  draft.type({ name: 'November' })
  expect(await draft.save()).toBe(false)
  expect(draft.state()).toMatchObject({
    input: { name: 'November' },
    saving: { kind: 'failed', failure: { kind: 'unreachable' } }
  })
  expect(server.remembered).toMatchObject({ name: 'November' })
  server.away = false
  expect(await draft.save()).toBe(true)
  expect(draft.state().campaign).toMatchObject({ name: 'November' })
  expect(server.remembered).toBeNull()
})

test('another tab’s change is taken over while nothing is unsaved here, and not otherwise', async () => {
  const { draft } = openKnown()
  draft.hear({ ...campaign, name: 'Theirs' })
  expect(draft.state().input.name).toBe('Theirs')
  draft.type({ name: 'Mine' })
  draft.hear({ ...campaign, name: 'Theirs again' })
  expect(draft.state().input.name).toBe('Mine')
  await draft.save()
  draft.hear({ ...campaign, name: 'Mine', counts: { ...campaign.counts, total: 3 } })
  expect(draft.state()).toMatchObject({ input: { name: 'Mine' }, campaign: { counts: { total: 3 } } })
})

test('a pause in the typing saves by itself', async () => {
  jest.useFakeTimers()
  const { server, draft } = openKnown()
  draft.type({ name: 'N' })
  draft.type({ name: 'No' })
  await jest.advanceTimersByTimeAsync(5000)
  jest.useRealTimers()
  expect(server.calls).toEqual([['change', { name: 'No' }]])
})
