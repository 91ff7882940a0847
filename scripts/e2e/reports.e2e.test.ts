/** Runs of nurturing begun and read, their settings changed, and reports opened and saved: as a person does it. */
import fs from 'fs'
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newEmail, newName } from './names'
import { useStudio } from './use-studio'

jest.setTimeout(120_000)

const { api, asAdmin } = useStudio()

beforeAll(async () => {
  await api.call('POST', '/sequences/templates', {
    name: 'Fríos',
    active: true,
    trigger: { kind: 'cold_lead' },
    steps: [{ key: 'call', type: 'task', config: { title: 'Llamar a {{first_name}}' } }]
  })
}, 180_000)

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

const downloaded = async (page: Page, press: () => Promise<void>): Promise<string> => {
  const [file] = await Promise.all([page.waitForEvent('download'), press()])
  return fs.readFileSync(await file.path(), 'utf8')
}

const WORDS = {
  es: {
    dry: 'Ver qué haría',
    run: 'Ejecutar ahora',
    qualified: 'Quiénes calificaron (CSV)',
    often: 'Con qué frecuencia',
    most: 'Prospectos por ejecución, como máximo',
    save: 'Guardar',
    open: 'Abrir',
    day: 'Un día de ese periodo',
    csv: 'Guardar como CSV',
    s3: 'Exportar a S3 ahora',
    off: /La exportación está apagada/,
    week: 'Semana 10 de 2026'
  },
  en: {
    dry: 'See what it would do',
    run: 'Run now',
    qualified: 'Who has qualified (CSV)',
    often: 'How often',
    most: 'Leads put in by one run, at most',
    save: 'Save',
    open: 'Open',
    day: 'A day in it',
    csv: 'Save as CSV',
    s3: 'Export to S3 now',
    off: /Exports are switched off/,
    week: 'Week 10 of 2026'
  }
}

/** Whom a first try has left for a run is taken in by one. */
const untilNobodyIsLeft = async (): Promise<void> => {
  const { id } = await api.call<{ id: number }>('POST', '/nurturing/run', {})
  for (;;) {
    const { status } = await api.call<{ status: string }>('GET', `/nurturing/runs/${id}`)
    if (status === 'completed') return
    await new Promise(done => setTimeout(done, 100))
  }
}

describe.each(['es', 'en'] as const)('in %s', language => {
  const words = WORDS[language]

  test('a dry run says what would be done, and a real one does it', async () => {
    const name = newName('Ana')
    await untilNobodyIsLeft()
    await api.call('POST', '/leads', { email: newEmail('ana'), first_name: name })
    await asAdmin(async (page, complaints) => {
      await page.goto(panelAt('#/reports/runs', language))
      await page.locator('.oc-message, tr[data-run]').first().waitFor()
      await noObjections(page)
      await button(page, words.dry).click()
      await page.locator('.oc-run-summary[data-dry=true][data-run=completed]').waitFor()
      expect(await page.locator('[data-figure=started] dd').innerText()).toBe('1')
      await page.locator('.oc-run-leads summary').click()
      await page.getByRole('link', { name, exact: true }).waitFor()
      await noObjections(page)

      await page.goto(panelAt('#/reports/runs', language))
      await button(page, words.run).click()
      await page.locator('.oc-dialog').getByRole('button', { name: words.run, exact: true }).click()
      await page.locator('.oc-run-summary[data-dry=false][data-run=completed]').waitFor()
      expect(await page.locator('[data-figure=started] dd').innerText()).toBe('1')
      expect(await page.locator('li[data-task]').count()).toBe(9)
      await noObjections(page)

      await page.goto(panelAt('#/reports/runs', language))
      await page.locator('tr[data-dry=false]').first().waitFor()
      await noObjections(page)
      expect(await downloaded(page, () => button(page, words.qualified).click())).toContain('email')
      expect(complaints).toEqual([])
    })
  })

  test('the schedule and the limits are changed, and what the server refuses is told at its field', () =>
    asAdmin(async (page, complaints) => {
      await api.call('PUT', '/nurturing/settings', { nurturing_schedule: '0 7 * * *', max_leads_per_run: 30 })
      await page.goto(panelAt('#/reports/settings', language))
      await page.locator('[data-next-runs="5"]').waitFor()
      await page.locator('[data-rescoring]').waitFor()
      await noObjections(page)
      await page.getByLabel(words.often).selectOption('own')
      const schedule = page.locator('#oc-nurturing-nurturing_schedule')
      await schedule.fill('99 * * * *')
      await page.locator('.oc-field-error').waitFor()
      await page.locator('[data-next-runs]').waitFor({ state: 'detached' })
      await noObjections(page)
      await schedule.fill('30 8 * * 1-5')
      await page.locator('[data-next-runs="5"]').getByText(/8:30/).first().waitFor()

      // Nothing is saved, and nothing is lost.
      await page.reload()
      await page.locator('form[data-dirty=true]').waitFor()
      expect(await schedule.inputValue()).toBe('30 8 * * 1-5')
      await schedule.fill('99 * * * *')
      await button(page, words.save).click()
      await page.locator('.oc-field-error').waitFor()
      await page.getByLabel(words.often).selectOption(language === 'es' ? 'daily' : 'hourly')
      await page.getByLabel(words.most).fill(language === 'es' ? '40' : '50')
      await button(page, words.save).click()
      await page.locator('form[data-dirty=false]').waitFor()
      expect(await api.call('GET', '/nurturing/settings')).toMatchObject({
        nurturing_schedule: language === 'es' ? '0 9 * * *' : '0 * * * *',
        max_leads_per_run: language === 'es' ? 40 : 50
      })
      expect(complaints.filter(text => !/4(00|22)/.test(text))).toEqual([])
    }))

  test('the report of any week is read and saved, and its export says what it lacks', () =>
    asAdmin(async (page, complaints) => {
      await page.goto(panelAt('#/reports', language))
      await page.locator('.oc-message, tr[data-report]').first().waitFor()
      await noObjections(page)
      await page.getByLabel(words.day).fill('2026-03-04')
      await button(page, words.open).click()
      await page.waitForURL(/weekly\/2026-W10/)
      await page.getByRole('heading', { name: words.week, exact: true }).waitFor()
      const frame = page.locator('iframe.oc-report-frame')
      expect(await frame.getAttribute('sandbox')).toBe('')
      await page.frameLocator('iframe.oc-report-frame').locator('h1').first().waitFor()
      await noObjections(page)
      const csv = await downloaded(page, () => button(page, words.csv).click())
      expect(csv).toContain('2026-03-02')
      await button(page, words.s3).click()
      await page.locator('[data-exported=false]', { hasText: words.off }).waitFor()
      await noObjections(page)
      expect(complaints.filter(text => !text.includes('409'))).toEqual([])
    }))
})
