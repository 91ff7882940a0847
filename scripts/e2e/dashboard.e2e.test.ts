/** What sequences achieve, as the dashboard shows it: its figures are those of the API. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newEmail, newName } from './names'
import { useStudio } from './use-studio'

jest.setTimeout(120_000)

const { advance, api, asAdmin, asReader } = useStudio({ bare: true })

const PEOPLE = ['Ana', 'Luis', 'Eva', 'Juan', 'María', 'Óscar']
const emailOf = (name: string) => `${name.normalize('NFD').replace(/[^a-z]/gi, '')}@example.com`.toLowerCase()

let sequence = 0

interface Summary {
  sent: number
  open_rate_pct: number | null
  reply_rate_pct: number | null
  happened: Record<'started' | 'sent' | 'opened' | 'replied' | 'qualified' | 'opted_out', number>
}

const summary = () => api.call<Summary>('GET', '/metrics/summary')

const until = async (isSo: (figures: Summary) => boolean): Promise<void> => {
  while (!isSo(await summary())) await new Promise(done => setTimeout(done, 200))
}

beforeAll(async () => {
  const mail = (key: string, delay_days: number) => ({
    type: 'email',
    key,
    delay_days,
    config: { subject: `${key} {{first_name}}`, html: '<p>Hola</p>' }
  })
  const made = await api.call<{ id: number }>('POST', '/sequences/templates', {
    name: 'Cafeterías',
    active: true,
    steps: [mail('saludo', 0), mail('idea', 2)]
  })
  sequence = made.id
  const leads = await Promise.all(
    PEOPLE.map(first_name =>
      api.call<{ id: number }>('POST', '/leads', { first_name, email: emailOf(first_name), score: 40 })
    )
  )
  await api.call('POST', '/sequences/enrollments/bulk', {
    template_id: sequence,
    lead_ids: leads.map(({ id }) => id)
  })
  await until(({ sent }) => sent === PEOPLE.length)
  await api.report([
    ...['Ana', 'Luis', 'Eva'].map(name => ({ email: emailOf(name), event_type: 'opened' })),
    ...['Ana', 'Luis'].map(name => ({ email: emailOf(name), event_type: 'replied' }))
  ])
  await until(({ happened }) => happened.replied === 2 && happened.opened >= 2)
  // Who hasn't answered gets the second mail; what was done before lies on another day.
  await advance('2d')
  await until(({ sent }) => sent === PEOPLE.length * 2 - 2)
}, 180_000)

const WORDS = {
  es: { asTable: 'Como tabla', sequence: 'Secuencia' },
  en: { asTable: 'As a table', sequence: 'Sequence' }
}

/** As an English browser names it. */
const dayIn = (date: string) =>
  new Date(date).toLocaleDateString('en', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC'
  })
const figure = (page: Page, name: string) => page.locator(`[data-figure=${name}] .oc-figure`).innerText()
const pct = (share: number | null) => Math.round(share ?? -1)

test.each(['es', 'en'] as const)('in %s, what is shown is what the API says', language =>
  asAdmin(async (page, complaints) => {
    const words = WORDS[language]
    await page.goto(panelAt('#/dashboard', language))
    await page.locator('[data-part=over-time] svg.recharts-surface').first().waitFor()
    const { happened, open_rate_pct, reply_rate_pct } = await summary()
    expect(await figure(page, 'started')).toBe(String(happened.started))
    expect(await figure(page, 'sent')).toBe(String(happened.sent))
    expect(await figure(page, 'qualified')).toBe(String(happened.qualified))
    expect(parseFloat(await figure(page, 'opened'))).toBe(pct(open_rate_pct))
    expect(parseFloat(await figure(page, 'replied'))).toBe(pct(reply_rate_pct))
    await page.locator('[data-part=top-sequences]', { hasText: 'Cafeterías' }).waitFor()
    await page.locator('[data-part=senders] tbody tr').first().waitFor()
    await page.locator('[data-part=cohorts] tbody tr').first().waitFor()
    await noObjections(page)

    await page.locator('[data-part=over-time]').getByText(words.asTable).click()
    const { items } = await api.call<{
      items: Array<{ date: string; happened: Record<string, number> }>
    }>('GET', '/metrics/daily')
    const shown = await page.evaluate<string[][]>(
      `Array.from(document.querySelectorAll('[data-part=over-time] tbody tr'), row =>
         [row.dataset.date, ...Array.from(row.querySelectorAll('td'), cell => cell.textContent)])`
    )
    expect(shown).toEqual(
      items.map(({ date, happened: day }) => [
        date,
        ...['opened', 'clicked', 'replied', 'qualified'].map(name => String(day[name]))
      ])
    )

    await page.getByLabel(words.sequence, { exact: true }).selectOption({ label: 'Cafeterías' })
    await page.waitForURL(new RegExp(`sequence=${sequence}`))
    const steps = page.locator('[data-part=funnel] tr[data-step]')
    await steps.first().waitFor()
    expect(await steps.count()).toBe(2)
    expect(await page.locator('[data-step=idea]').innerText()).toContain('67')
    await noObjections(page)
    expect(complaints).toEqual([])
  })
)

const BEGINNINGS = {
  es: [
    ['Elegir una secuencia', '#/sequences/new'],
    ['Crear una campaña', '#/campaigns/new'],
    ['Importar prospectos', '#/leads/import']
  ],
  en: [
    ['Choose a sequence', '#/sequences/new'],
    ['Create a campaign', '#/campaigns/new'],
    ['Import leads', '#/leads/import']
  ]
} as const

describe.each(['es', 'en'] as const)('in %s, a bot that has sent nothing yet', language => {
  test('is welcomed with ways to begin, in place of empty parts', () =>
    asAdmin(async (page, complaints) => {
      for (const [name, hash] of BEGINNINGS[language]) {
        await page.goto(panelAt('#/dashboard', language, 'bare'))
        await page.locator('[data-part=welcome]').getByText(name, { exact: true }).waitFor()
        expect(await page.locator('[data-part]').count()).toBe(1)
        await noObjections(page)
        await page.getByText(name, { exact: true }).click()
        await page.waitForURL(url => url.hash === hash)
        await page.goBack()
        await page.locator('[data-part=welcome]').waitFor()
      }
      expect(complaints).toEqual([])
    }))

  test('offers nothing to who only reads', () =>
    asReader(async (page, complaints) => {
      await page.goto(panelAt('#/dashboard', language, 'bare'))
      await page.locator('[data-part=welcome]').waitFor()
      expect(await page.locator('[data-part=welcome] a, [data-part=welcome] button').count()).toBe(0)
      await noObjections(page)
      expect(complaints).toEqual([])
    }))
})

test('what a guardrail holds is said with its reason, and goes on when somebody says so', async () => {
  // What begins anew after a stop has to be sent anew: a second try sends its own.
  const name = newName('Bares')
  const emails = Array.from({ length: 10 }, () => newEmail('bar'))
  await api.call('PUT', '/settings', { guardrail_floor: emails.length })
  const { id } = await api.call<{ id: number }>('POST', '/sequences/templates', {
    name,
    active: true,
    steps: [{ type: 'email', key: 'hola', config: { subject: 'Hola', html: '<p>Hola</p>' } }]
  })
  const guardrails = () =>
    api.call<{ mails: { sent: number }; held: Array<{ id: number | null }> }>('GET', '/guardrails')
  const counted = async (): Promise<number> => {
    // The log counts what was sent; whoever asks for it brings it up to date.
    await api.call('GET', '/evidence')
    return (await guardrails()).mails.sent
  }
  const before = await counted()
  const leads = await Promise.all(emails.map(email => api.call<{ id: number }>('POST', '/leads', { email })))
  await api.call('POST', '/sequences/enrollments/bulk', {
    template_id: id,
    lead_ids: leads.map(lead => lead.id)
  })
  while ((await counted()) < before + emails.length) await new Promise(done => setTimeout(done, 200))
  await api.report(emails.slice(0, 5).map(email => ({ email, event_type: 'bounced' })))
  await asAdmin(async (page, complaints) => {
    await page.goto(panelAt('#/dashboard', 'en'))
    const held = page.locator('[data-held=bounce_rate]', { hasText: name })
    await held.waitFor()
    expect(await held.innerText()).toContain('Too many mails bounced')
    expect(await page.locator('[data-gauge=bounces]').innerText()).toContain('of at most 5%')
    await noObjections(page)
    await page.goto(panelAt('#/sequences', 'en'))
    await page.locator(`[data-sequence="${id}"] [data-action=resume]`).waitFor()
    await page.goto(panelAt('#/dashboard', 'en'))
    await held.getByRole('button').click()
    await held.waitFor({ state: 'detached' })
    expect((await guardrails()).held.map(one => one.id)).not.toContain(id)
    expect(complaints).toEqual([])
  })
})

test('without the charts the numbers are there', () =>
  asAdmin(async page => {
    await page.route('**/charts.bundle.js', route => route.abort())
    await page.goto(panelAt('#/dashboard'))
    await page.locator('[data-part=over-time] tbody tr').first().waitFor()
  }))

test('a time in which nothing was says since when, and leads to one in which there was something', async () => {
  await advance('8d')
  const { from, last_day: last } = await api.call<{ from: string; last_day: string }>(
    'GET',
    '/metrics/summary?days=7'
  )
  expect(last < from).toBe(true)
  await asAdmin(async (page, complaints) => {
    await page.goto(panelAt('#/dashboard?days=7', 'en'))
    const since = page.locator('.oc-nothing-since')
    await since.waitFor()
    expect(await since.innerText()).toContain(`Nothing since ${dayIn(last)}.`)
    await page.locator('[data-part=over-time]', { hasText: 'Nothing in this time.' }).waitFor()
    await noObjections(page)
    await since.getByText('Last 30 days').click()
    await since.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Period').inputValue()).toBe('30')
    const { happened } = await summary()
    expect(await figure(page, 'sent')).toBe(String(happened.sent))
    await noObjections(page)
    expect(complaints).toEqual([])
  })
})
