import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { listEntries } from '../../platform/audit/store'
import { Problem } from '../../platform/http/problem'
import type { ShownStep } from '../steps/given-schema'
import { defaultSequence } from './default'
import {
  BOT,
  CALLER,
  changeOf,
  enroll,
  mailStep,
  stepOf,
  templatesBench,
  type TemplatesBench
} from './testing/bench'

const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (err: unknown) => err
  )
  if (thrown instanceof Problem) return thrown
  throw new Error(`A problem was expected, and not ${String(thrown)}.`)
}

const hook = (more: object = {}, secret: string | null = 'very-secret') =>
  stepOf({ type: 'webhook', key: 'crm', config: { url: 'https://example.com/x', secret, ...more } })

const whatsapp = (more: object = {}) =>
  stepOf({
    type: 'whatsapp',
    key: 'wa',
    config: { template_id: 'saludo', language: 'es_MX', variables: ['{{first_name}}'], ...more }
  })

describe.each(databases)('Sequences, $name', ({ create }) => {
  let test: TestDatabase
  let bench: TemplatesBench

  beforeEach(async () => {
    test = await create()
    bench = await templatesBench(test.knex)
  })
  afterEach(() => test.destroy())

  const make = (given: object = {}) =>
    bench.templates.create(BOT, { ...changeOf(given), name: 'Ventas', ...given }, CALLER)
  const change = (id: number, given: object) => bench.templates.change(BOT, id, changeOf(given), CALLER)
  const call = async (method: string, path: string, input: object): Promise<unknown> => {
    const found = bench.routes.find(route => route.method === method && route.path === path)
    if (!found) throw new Error(`There is no ${method} ${path}.`)
    const parsed = { ...input, body: found.body?.parse((input as { body?: unknown }).body ?? {}) }
    const res = { status: () => res, json: () => res }
    return found.handle(
      { botId: BOT, caller: CALLER, params: {}, query: {}, ...parsed } as never,
      res as never
    )
  }

  it('are created with their steps and changed in what is named, rules one by one', async () => {
    const made = await make({ steps: [mailStep('uno'), mailStep(undefined, { delay_days: 3 })] })
    expect(made).toMatchObject({
      name: 'Ventas',
      active: false,
      revision: 1,
      version: { n: 1, in_use: false },
      total_steps: 2,
      created_by: 'ana@example.com',
      counts: { total: 0 },
      metrics: { open_rate: null },
      warnings: []
    })
    expect(made.steps.map(({ key, position }) => [key, position])).toEqual([
      ['uno', 1],
      ['email-1', 2]
    ])
    await change(made.id, { settings: { daily_limit: 50, holidays: ['2026-12-25'] } })
    const after = await change(made.id, { icp: 'Hoteles', settings: { skip_weekends: true } })
    expect(after).toMatchObject({
      icp: 'Hoteles',
      revision: 3,
      total_steps: 2,
      settings: { daily_limit: 50, holidays: ['2026-12-25'], skip_weekends: true, pause_on_reply: true }
    })
    expect(await bench.templates.get(BOT, made.id)).toEqual({ ...after, warnings: undefined })
  })

  it('are created or changed by one call: by id, else by name, however it is written', async () => {
    const post = (body: object) => call('post', '/sequences/templates', { body })
    const made = (await post({ name: 'Reactivación', steps: [mailStep('a')] })) as { id: number }
    const again = await post({ name: 'REACTIVACION', description: 'otra vez' })
    expect(again).toMatchObject({ id: made.id, description: 'otra vez', total_steps: 1 })
    expect(await post({ id: made.id, name: 'Otra' })).toMatchObject({ id: made.id, name: 'Otra' })
    const problem = await problemOf(post({ id: 999, name: 'Nada' }))
    expect(problem.status).toBe(404)
  })

  it('have a name each', async () => {
    await make()
    const other = await make({ name: 'Otra' })
    expect(await problemOf(make({ name: 'VENTAS ' }))).toMatchObject({
      status: 409,
      errors: [{ path: 'name' }]
    })
    expect(await problemOf(change(other.id, { name: 'ventas' }))).toMatchObject({ status: 409 })
    expect(await change(other.id, { name: 'OTRA' })).toMatchObject({ name: 'OTRA' })
  })

  it('belong to one bot', async () => {
    const { id } = await make()
    expect(await problemOf(bench.templates.get('another', id))).toMatchObject({ status: 404 })
    expect(await problemOf(bench.templates.change('another', id, changeOf({}), CALLER))).toMatchObject({
      status: 404
    })
    expect((await bench.templates.list('another', { limit: 50 })).items).toEqual([])
  })

  it('are listed newest first, in pages, by what is asked for', async () => {
    for (const n of [1, 2, 3]) await make({ name: `Ventas ${n}`, category: n === 2 ? 'nurture' : 'custom' })
    await make({ name: 'Álbum🎁', icp: 'Hoteles', steps: [mailStep('a')], active: true })
    const names = async (query: object) => {
      const { items, total } = await bench.templates.list(BOT, { limit: 50, ...query })
      return [...items.map(({ name }) => name), total]
    }
    expect(await names({})).toEqual(['Álbum🎁', 'Ventas 3', 'Ventas 2', 'Ventas 1', 4])
    expect(await names({ search: 'alb' })).toEqual(['Álbum🎁', 1])
    expect(await names({ search: 'VENTAS' })).toEqual(['Ventas 3', 'Ventas 2', 'Ventas 1', 3])
    expect(await names({ category: 'nurture' })).toEqual(['Ventas 2', 1])
    expect(await names({ icp: 'Hoteles' })).toEqual(['Álbum🎁', 1])
    expect(await names({ active: 'true' })).toEqual(['Álbum🎁', 1])
    expect(await names({ active: 'false' })).toEqual(['Ventas 3', 'Ventas 2', 'Ventas 1', 3])
    const first = await bench.templates.list(BOT, { limit: 3 })
    const cursor = first.next_cursor ?? ''
    const second = await bench.templates.list(BOT, { limit: 3, cursor })
    expect(second).toMatchObject({ items: [{ name: 'Ventas 1' }], next_cursor: null, total: 4 })
  })

  it('say how many people are in them and what came of it', async () => {
    const { id, version } = await make({ steps: [mailStep('a'), mailStep('b')] })
    const ids = await enroll(bench.db, { sequenceId: id, versionId: version?.id ?? 0 }, [
      { stepKey: 'b', had: ['a'] },
      { stepKey: 'b', had: ['a'], status: 'paused' },
      { stepKey: 'a' },
      { stepKey: 'b', status: 'completed' }
    ])
    const [first, second] = ids
    await bench.db.change('update outbound_enrollments set emails_sent = 2, opened = 1 where id in (?, ?)', [
      first ?? 0,
      second ?? 0
    ])
    await bench.db.change('update outbound_enrollments set replied = 2 where id = ?', [first ?? 0])
    const { counts, metrics, version: now } = await bench.templates.get(BOT, id)
    expect(now?.in_use).toBe(true)
    expect(counts).toMatchObject({ total: 4, active: 2, paused: 1, completed: 1, failed: 0 })
    expect(metrics).toMatchObject({
      emails_sent: 4,
      opened: 2,
      open_rate: 0.5,
      click_rate: 0,
      reply_rate: 0.5,
      completion_rate: 0.25
    })
  })

  it('are not overwritten by who has read an older revision', async () => {
    const { id, revision } = await make()
    await change(id, { description: 'una', revision })
    const problem = await problemOf(change(id, { description: 'dos', revision }))
    expect(problem).toMatchObject({ status: 409, errors: [{ path: 'revision' }] })
    expect(await bench.templates.get(BOT, id)).toMatchObject({ description: 'una' })
  })

  it('are changed by one of two at the same moment', async () => {
    const { id, revision } = await make()
    const both = await Promise.all(
      ['una', 'dos'].map(description =>
        change(id, { description, revision }).then(
          () => 'done',
          (err: Problem) => err.status
        )
      )
    )
    expect(both.map(String).sort()).toEqual(['409', 'done'])
  })

  it('are switched on when there is something to do that the account can send', async () => {
    const { id } = await make()
    expect(await problemOf(change(id, { active: true }))).toMatchObject({
      status: 422,
      errors: [{ code: 'no_steps' }]
    })
    const saved = await change(id, { steps: [whatsapp({ variables: [] })] })
    expect(saved.warnings).toEqual([])
    expect(await bench.templates.check(BOT, id)).toMatchObject({
      ready: false,
      problems: [{ path: 'steps.0.config.variables', code: 'variable_count' }]
    })
    expect(await problemOf(change(id, { active: true }))).toMatchObject({ status: 422 })
    await change(id, { steps: [whatsapp()], active: true })
    await change(id, { active: false })
    expect(bench.told).toEqual([`on ${id}`, `off ${id}`])
    // While it is on, no steps are taken with which it could not be switched on.
    await change(id, { active: true })
    const problem = await problemOf(change(id, { steps: [whatsapp({ template_id: 'nada' })] }))
    expect(problem.errors).toMatchObject([{ path: 'steps.0.config.template_id', code: 'template_unknown' }])
  })

  it('are switched on with a warning where the account cannot be asked', async () => {
    Object.assign(bench.account, { items: [], stale: true, reason: { code: 'x', detail: 'No answer.' } })
    const { warnings } = await make({ steps: [whatsapp()], active: true })
    expect(warnings).toMatchObject([
      { code: 'template_list_unavailable', path: 'steps.0.config.template_id' }
    ])
  })

  it('refuse what people would only find while sending, each with its place', async () => {
    const steps = [
      mailStep('a', { config: { subject: 'Hola {{ frist_name }}', html: '<p>{% if %}</p>' } }),
      mailStep('b', { parent_key: 'a', branch: 'yes' }),
      hook({ data: { who: '{{ nadie }}' } }, null)
    ]
    const problem = await problemOf(make({ steps }))
    expect(problem.status).toBe(422)
    expect(problem.errors.map(({ path, code }) => [path, code])).toEqual([
      ['steps.1.parent_key', 'parent_no_condition'],
      ['steps.0.config.subject', 'unknown_variable'],
      ['steps.0.config.html', 'template_syntax'],
      ['steps.2.config.data.who', 'unknown_variable']
    ])
    expect((await bench.templates.list(BOT, { limit: 50 })).total).toBe(0)
  })

  it("know the lead's fields, the custom fields that leads have, and those that are announced", async () => {
    await bench.db.change(
      `insert into outbound_leads (bot_id, email, custom, status, created_at, updated_at)
       values (?, 'a@example.com', '{"plan":"pro"}', 'active', 1, 1)`,
      [BOT]
    )
    const saying = (what: string) => mailStep('a', { config: { subject: what, html: '<p>x</p>' } })
    const { id } = await make({
      steps: [saying('{{ first_name }} {{ plan }} {{ custom.plan }} {first_name}')]
    })
    const problem = await problemOf(change(id, { steps: [saying('{{ ciudad }}')] }))
    expect(problem.errors).toMatchObject([{ path: 'steps.0.config.subject' }])
    await change(id, { steps: [saying('{{ ciudad }}')], known_fields: ['ciudad'] })
    // Once it was allowed it stays so.
    await change(id, { steps: [saying('{{ ciudad }}!')] })
  })

  it('keep harmless HTML and say what was taken out', async () => {
    const html = '<p onclick="x()">Hola {{ first_name }}</p><script>alert(1)</script>'
    const { steps, warnings } = await make({ steps: [mailStep('a', { config: { subject: 's', html } })] })
    expect(steps[0]?.config).toMatchObject({ html: '<p>Hola {{ first_name }}</p>' })
    expect(warnings).toMatchObject([{ path: 'steps.0.config.html', code: 'html_cleaned' }])
  })

  it('never show a secret, and keep it when it is given back as it was shown', async () => {
    const { id, steps } = await make({ steps: [hook()] })
    expect(steps[0]?.config).toMatchObject({ secret: 'set' })
    expect(JSON.stringify(await bench.templates.get(BOT, id))).not.toContain('very-secret')
    await change(id, { steps: steps.map(step => stepOf({ ...step, delay_days: 1 })) })
    const kept = async () => {
      const version = await bench.templates.versionOf(BOT, await bench.templates.find(BOT, id))
      const [step] = version?.steps ?? []
      return step?.type === 'webhook' ? step.config.secret : 'nothing'
    }
    expect(await kept()).toBe('very-secret')
    await change(id, { steps: [hook({}, null)] })
    expect(await kept()).toBeNull()
    expect(await problemOf(change(id, { steps: [hook({}, 'set')] }))).toMatchObject({
      errors: [{ path: 'steps.0.config.secret', code: 'secret_missing' }]
    })
    const { items } = await listEntries(bench.db, BOT, { limit: 50 })
    expect(JSON.stringify(items)).not.toContain('very-secret')
  })

  it('get a new version only when people came to the one before, and none where nothing changes', async () => {
    const { id, version } = await make({ steps: [mailStep('a'), mailStep('b')] })
    const inPlace = await change(id, { steps: [mailStep('a'), mailStep('c')] })
    expect(inPlace.version).toEqual({ id: version?.id, n: 1, in_use: false })
    await enroll(bench.db, { sequenceId: id, versionId: version?.id ?? 0 }, [{ stepKey: 'a' }])
    const same = await change(id, { steps: inPlace.steps.map(stepOf) })
    expect(same.version).toMatchObject({ n: 1 })
    const next = await change(id, { steps: [mailStep('a'), mailStep('d'), mailStep('c')] })
    expect(next.version).toMatchObject({ n: 2, in_use: false })
    expect(next.steps.map(({ key }) => key)).toEqual(['a', 'd', 'c'])
    const row = await bench.db.first('select version_id from outbound_enrollments')
    expect(Number(row?.version_id)).toBe(version?.id)
  })

  it('never give the key of a step that people had to another', async () => {
    const { id, version } = await make({ steps: [mailStep(undefined)] })
    await enroll(bench.db, { sequenceId: id, versionId: version?.id ?? 0 }, [{ stepKey: 'email-1' }])
    const next = await change(id, { steps: [mailStep(undefined)] })
    expect(next.steps.map(({ key }) => key)).toEqual(['email-2'])
    const wait = stepOf({ type: 'wait', key: 'email-1' })
    expect(await problemOf(change(id, { steps: [wait] }))).toMatchObject({
      errors: [{ path: 'steps.0.key', code: 'key_of_another' }]
    })
  })

  it('are copied without people, switched off, under a name of their own, secrets included', async () => {
    const { id } = await make({ steps: [hook(), mailStep('b')], active: true, description: 'x' })
    const copy = await bench.templates.clone(BOT, id, undefined, CALLER)
    expect(copy).toMatchObject({ name: 'Ventas (2)', active: false, description: 'x', revision: 1 })
    expect(copy.id).not.toBe(id)
    expect(copy.steps.map(({ key }) => key)).toEqual(['crm', 'b'])
    expect(copy.steps[0]?.config).toMatchObject({ secret: 'set' })
    expect((await bench.templates.clone(BOT, copy.id, undefined, CALLER)).name).toBe('Ventas (3)')
  })

  it('are gone when they are deleted, stop who is in them, and leave their name', async () => {
    const { id } = await make({ steps: [mailStep('a')], active: true })
    await bench.templates.delete(BOT, id, CALLER)
    expect(bench.told).toEqual([`off ${id}`, `stopped ${id}`])
    expect(await problemOf(bench.templates.get(BOT, id))).toMatchObject({ status: 404 })
    expect(await problemOf(bench.templates.delete(BOT, id, CALLER))).toMatchObject({ status: 404 })
    expect((await bench.templates.list(BOT, { limit: 50 })).total).toBe(0)
    await make()
  })

  it('leave a trace of who did what', async () => {
    const { id } = await make({ steps: [mailStep('a')] })
    await change(id, { description: 'nueva', active: true, steps: [mailStep('b')] })
    await bench.templates.delete(BOT, id, CALLER)
    const { items } = await listEntries(bench.db, BOT, {
      limit: 50,
      subject_type: 'sequence',
      subject_id: String(id)
    })
    expect(items.map(({ action }) => action).reverse()).toEqual([
      'sequence.created',
      'sequence.changed',
      'sequence.steps_changed',
      'sequence.activated',
      'sequence.deleted'
    ])
    expect(items.find(({ action }) => action === 'sequence.changed')).toMatchObject({
      actor: 'ana@example.com',
      details: { description: { from: null, to: 'nueva' } }
    })
  })

  it('have five mails of their own in both languages, once each, on days 0, 3, 7, 10 and 14', async () => {
    const post = (body: object) => call('post', '/sequences/default', { body })
    const first = (await post({ language: 'es' })) as { id: number; steps: Array<{ delay_days: number }> }
    expect(first).toMatchObject({ active: false, is_default: true, settings: { send_window: null } })
    expect(first.steps.map(({ delay_days }) => delay_days)).toEqual([0, 3, 4, 3, 4])
    expect(await post({})).toMatchObject({ id: first.id })
    expect(await defaultSequence(bench.db, BOT, 'es')).toBe(first.id)
    const english = await defaultSequence(bench.db, BOT, 'en')
    expect(english).not.toBe(first.id)
    const cold = (await post({ kind: 'cold_lead_nurturing' })) as { id: number }
    expect(await post({ kind: 'default_cold_lead_nurturing' })).toMatchObject({ id: cold.id })
    expect(cold).toMatchObject({
      name: 'default_cold_lead_nurturing',
      trigger: { kind: 'cold_lead' },
      min_score: 0,
      max_score: 50
    })
    // What they say passes what everybody's mails must pass.
    const saved = await bench.templates.get(BOT, english)
    await change(english, {
      steps: saved.steps.map(step => stepOf({ ...step, delay_hours: 1 })),
      active: true
    })
    await bench.templates.delete(BOT, first.id, CALLER)
    expect(await defaultSequence(bench.db, BOT, 'es')).not.toBe(first.id)
  })

  it('is made once by two who ask for it at the same moment', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => defaultSequence(bench.db, BOT, 'en')))
    expect(new Set(ids).size).toBe(1)
  })

  it('are added to, changed and shortened step by step', async () => {
    const { id } = await make({ steps: [mailStep('a'), mailStep('c')] })
    const keys = async () => (await bench.templates.get(BOT, id)).steps.map(({ key }) => key)
    const added = (await call('post', '/sequences/steps', {
      body: { template_id: id, ...mailStep('b'), position: 2 }
    })) as { step: { id: number; key: string }; revision: number }
    expect(added).toMatchObject({ step: { key: 'b', position: 2 }, revision: 2 })
    const condition = { type: 'condition', key: 'q', config: { check: { kind: 'score', at_least: 5 } } }
    const asked = (await call('post', '/sequences/steps', { body: { template_id: id, ...condition } })) as {
      step: { id: number }
    }
    await call('post', '/sequences/steps', {
      body: { template_id: id, ...mailStep('y', { parent_key: 'q', branch: 'yes' }) }
    })
    expect(await keys()).toEqual(['a', 'b', 'c', 'q', 'y'])
    const listed = (await call('get', '/sequences/steps', { query: { template_id: id } })) as {
      total: number
    }
    expect(listed.total).toBe(5)
    const put = (stepId: number, body: object) =>
      call('put', '/sequences/steps/:id', { params: { id: stepId }, body })
    expect(
      await put(added.step.id, { delay_days: 4, config: { subject: 'Otro' }, position: 1 })
    ).toMatchObject({
      step: { key: 'b', delay_days: 4, position: 1, config: { subject: 'Otro', html: '<p>Hola</p>' } }
    })
    expect(await keys()).toEqual(['b', 'a', 'c', 'q', 'y'])
    const [read] = (
      (await call('get', '/sequences/steps', { query: { template_id: id } })) as { items: ShownStep[] }
    ).items
    expect(read && (await put(read.id, { ...read, delay_days: 5 }))).toMatchObject({
      step: { key: 'b', delay_days: 5, position: 1 }
    })
    expect(read && (await problemOf(put(read.id, { type: 'wait' })))).toMatchObject({
      status: 422,
      errors: [{ path: 'type' }]
    })
    expect(await problemOf(put(added.step.id, { config: { subject: '' } }))).toMatchObject({
      status: 422,
      errors: [{ path: 'config.subject' }]
    })
    await call('delete', '/sequences/steps/:id', { params: { id: asked.step.id }, query: { people: 'stay' } })
    expect(await keys()).toEqual(['b', 'a', 'c'])
    expect(await problemOf(put(asked.step.id, { delay_days: 1 }))).toMatchObject({
      status: 404
    })
  })

  describe('the library', () => {
    const answerOf = async (input: object) =>
      (await call('post', '/sequences/library', input)) as { id: number }

    it('gives each who takes one a sequence of their own', async () => {
      const first = await answerOf({ body: { kind: 'after_demo', language: 'en' } })
      const second = await answerOf({ body: { kind: 'after_demo', language: 'en' } })
      expect(second.id).not.toBe(first.id)
      expect(first).toMatchObject({
        name: 'After a demo',
        active: false,
        is_default: false,
        warnings: [],
        settings: { skip_weekends: true }
      })
      expect(second).toMatchObject({ name: 'After a demo (2)', total_steps: 6 })
    })

    it('lets its custom fields be used on, though no lead has them yet', async () => {
      const { id } = await answerOf({ body: { kind: 'event_invitation', language: 'es' } })
      const { steps } = await bench.templates.get(BOT, id)
      expect(await change(id, { steps: steps.slice(0, 1) })).toMatchObject({ total_steps: 1 })
    })

    it('makes one without steps under a name that nobody has, and never changes another', async () => {
      await answerOf({ body: { kind: 'blank', name: 'Propia' } })
      const taken = await problemOf(answerOf({ body: { kind: 'blank', name: 'propia' } }))
      expect(taken).toMatchObject({ status: 409, errors: [{ path: 'name', code: 'name_taken' }] })
      expect(await problemOf(answerOf({ body: { kind: 'blank' } }))).toMatchObject({
        status: 422,
        errors: [{ path: 'name' }]
      })
    })
  })

  it('say when something is due next', async () => {
    const { id } = await make({ steps: [mailStep('uno')] })
    expect(await bench.templates.get(BOT, id)).toMatchObject({ next_due_at: null })
    const versionId = (await bench.templates.get(BOT, id)).version?.id ?? 0
    const dueAt = Date.parse('2026-03-02T15:00:00Z')
    await enroll(bench.db, { sequenceId: id, versionId }, [
      { stepKey: 'uno', dueAt: dueAt + 1 },
      { stepKey: 'uno', dueAt },
      { stepKey: 'uno', status: 'paused', dueAt: dueAt - 1 }
    ])
    expect(await bench.templates.get(BOT, id)).toMatchObject({ next_due_at: '2026-03-02T15:00:00.000Z' })
  })
})
