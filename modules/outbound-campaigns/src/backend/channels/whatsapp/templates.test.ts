import { TemplatesUnavailable } from './fetch-templates'
import { filterTemplates, findTemplate, TemplateShelf, type Template } from './templates'

const template = (name: string, changes: Partial<Template> = {}): Template => ({
  name,
  namespace: null,
  language: 'es_MX',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [],
  parameters: { body: { kind: 'positional', count: 0 }, header: null, buttons: [] },
  ...changes
})

const MINUTE = 60_000

describe('The list of templates', () => {
  let now: number
  let answer: () => Promise<Template[]>
  let asked: number
  let shelf: TemplateShelf
  beforeEach(() => {
    now = Date.parse('2026-10-01T12:00:00Z')
    asked = 0
    answer = async () => [template(`version_${asked}`)]
    shelf = new TemplateShelf(
      () => {
        asked += 1
        return answer()
      },
      () => now
    )
  })
  const names = async (refresh = false) => (await shelf.list(refresh)).items.map(({ name }) => name)
  const failing = () => {
    answer = async () => {
      throw new TemplatesUnavailable({ code: 'templates_unreachable', detail: 'Not now.' })
    }
  }

  it('is asked for once in five minutes, and once by all who ask at once', async () => {
    expect(await Promise.all([names(), names(), names()])).toEqual(Array(3).fill(['version_1']))
    now += 4 * MINUTE
    expect(await names()).toEqual(['version_1'])
    now += 2 * MINUTE
    expect(await names()).toEqual(['version_2'])
    expect(await names(true)).toEqual(['version_3'])
  })

  it('is what the provider said last when it cannot be asked, marked as such', async () => {
    const fresh = await shelf.list()
    expect(fresh).toMatchObject({ stale: false, reason: null, fetched_at: '2026-10-01T12:00:00.000Z' })
    failing()
    now += 6 * MINUTE
    const stale = await shelf.list()
    expect(stale).toEqual({
      ...fresh,
      stale: true,
      reason: { code: 'templates_unreachable', detail: 'Not now.' }
    })
  })

  it('is empty, with the reason, when it could never be asked; and asks again soon, but not at once', async () => {
    failing()
    expect(await shelf.list()).toEqual({
      items: [],
      stale: true,
      fetched_at: null,
      reason: { code: 'templates_unreachable', detail: 'Not now.' }
    })
    await shelf.list()
    expect(asked).toBe(1)
    answer = async () => [template('back')]
    now += MINUTE
    expect(await shelf.list()).toMatchObject({ items: [{ name: 'back' }], stale: false, reason: null })
  })

  it('says nothing of a fault of ours but that there is one', async () => {
    answer = async () => {
      throw new Error('Bearer eyJhbGciOi')
    }
    expect(JSON.stringify(await shelf.list())).not.toContain('eyJ')
  })
})

describe('A template', () => {
  const items = [
    template('promo', { status: 'PENDING' }),
    template('promo'),
    template('promo', { language: 'en_US', status: 'REJECTED' }),
    template('recordatorio_pago', { category: 'UTILITY' })
  ]

  it.each([
    ['promo', 'es_MX', 'APPROVED'],
    ['ns:promo', 'es_MX', 'APPROVED'],
    ['promo', 'en_US', 'REJECTED'],
    ['promo', 'fr', undefined],
    ['Promo', 'es_MX', undefined]
  ])('%s in %s: %s', (name, language, status) => {
    expect(findTemplate({ items }, name, language)?.status).toBe(status)
  })

  it.each([
    [{}, 4],
    [{ search: ' PROM ' }, 3],
    [{ language: 'en_US' }, 1],
    [{ status: 'approved' }, 2],
    [{ search: 'pago', status: 'PENDING' }, 0]
  ])('is found by %j', (filter, count) => {
    expect(filterTemplates(items, filter)).toHaveLength(count)
  })
})
