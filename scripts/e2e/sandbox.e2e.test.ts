/** The sandboxes' page: what people would hold in their hands, and what of it reaches the campaign. */
import fs from 'fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessibilityViolations, scrolledSideways } from './accessibility'
import { openBrowser } from './browser'
import { makeDataFolder, startLocalStudio, type LocalStudio } from './local-studio'
import { moduleApi, type ModuleApi } from './module-api'
import { signIn, withPage } from './visit'

jest.setTimeout(120_000)

const SANDBOX = '/studio/sandbox?lang=en'
const [TAPS, STOPS, LOST] = ['4420000011', '4420000021', '5501991300']

let dataDir = ''
let studio: LocalStudio
let browser: Browser
let admin: BrowserContext
let reader: BrowserContext
let api: ModuleApi
let campaign = 0

beforeAll(async () => {
  dataDir = makeDataFolder()
  studio = await startLocalStudio(dataDir)
  browser = await openBrowser()
  admin = await signIn(browser, studio.url, studio.links[0])
  reader = await signIn(browser, studio.url, studio.links[1])
  api = await moduleApi(admin, studio.url)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await studio?.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}, 30_000)

const openPhone = async (page: Page, number: string): Promise<void> => {
  await page.locator(`[data-number="521${number}"]`).click()
  await page.locator(`[data-phone="521${number}"] [data-message]`).first().waitFor()
}

test('before anything was sent it says so, in both languages', () =>
  withPage(admin, async (page, complaints) => {
    await page.goto('/studio/sandbox?lang=es')
    await page.getByRole('heading', { name: 'Aún no llega ningún mensaje' }).waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
    await page.getByLabel('Idioma').selectOption('en')
    await page.getByRole('heading', { name: 'No message has arrived yet' }).waitFor()
    await page.getByRole('link', { name: 'Mailbox' }).click()
    await page.getByRole('heading', { name: 'No mail has arrived yet' }).waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
    expect(complaints).toEqual([])
  }))

test('the Studio leads to it and back', () =>
  withPage(admin, async page => {
    await page.goto('/studio/demo/modules/outbound-campaigns?lang=en')
    await page.getByRole('link', { name: 'Sandbox', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Sandbox' }).waitFor()
    await page.getByRole('link', { name: 'Outbound Campaigns' }).click()
    await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor()
  }))

test('a message arrives on the phone as WhatsApp shows it, with its ticks', () =>
  withPage(admin, async (page, complaints) => {
    await api.call('PUT', '/settings', { notify: { email: 'ops@example.com' } })
    campaign = await api.campaign('Con respuesta', [TAPS, STOPS, LOST].map(String))
    await page.goto(SANDBOX)
    await api.start(campaign)
    await openPhone(page, String(TAPS))
    const bubble = page.locator('[data-phone] [data-message]')
    await bubble.locator('[data-tick=read]').waitFor()
    const said = await bubble.innerText()
    expect(said).toContain('¡Hola Ana 1! Gracias por unirte a Casa Nopal.')
    expect(said).toContain('Responde BAJA para no recibir más promociones')
    expect(await bubble.getByRole('button').allInnerTexts()).toEqual([' Ver novedades', ' No, gracias'])
    await openPhone(page, String(LOST))
    await page.locator('[data-phone] [data-tick=failed]').waitFor()
    await page.getByText('Never reached the phone: error 1300').waitFor()
    expect(complaints).toEqual([])
  }))

test('a tap and a BAJA reach the campaign, which counts them', () =>
  withPage(admin, async (page, complaints) => {
    await page.goto(SANDBOX)
    await openPhone(page, String(TAPS))
    await page.getByRole('button', { name: 'Ver novedades' }).click()
    await page.locator('[data-said="Ver novedades"]').waitFor()
    await openPhone(page, String(STOPS))
    await page.getByLabel('Write as this person').fill('BAJA')
    await page.keyboard.press('Enter')
    await page.locator('[data-said="BAJA"]').waitFor()
    expect(await page.locator('[data-phone] [role=alert]').count()).toBe(0)

    await page.goto(`/studio/demo/modules/outbound-campaigns?lang=en#/campaigns/${campaign}`)
    await page.locator('[data-figure=opted_out] dd', { hasText: /^1$/ }).waitFor()
    await page.locator('[data-figure=replied] dd', { hasText: /^2$/ }).waitFor()
    expect(complaints).toEqual([])

    // What the person has said is still there.
    await page.goto(SANDBOX)
    await openPhone(page, String(STOPS))
    await page.locator('[data-said="BAJA"]').waitFor()
  }))

test('a mail is shown as it looks, in a frame that runs no script, and is answered', () =>
  withPage(admin, async (page, complaints) => {
    await page.goto(`${SANDBOX}#mail`)
    await page.locator('[data-mail]').first().click()
    const mail = page.locator('article.sandbox-mail')
    await mail.waitFor()
    expect(await mail.locator('dd').last().innerText()).toBe('ops@example.com')
    expect(await mail.innerText()).toContain('Con respuesta')
    for (const frame of await mail.locator('iframe').all()) {
      expect(await frame.getAttribute('sandbox')).not.toContain('allow-scripts')
    }
    await page.getByLabel('Answer as the person').fill('Gracias')
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await page.getByText('Answered.').waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
    expect(complaints).toEqual([])
  }))

test('a mail with HTML stands in a frame of its own, and its scripts do not run', () =>
  withPage(admin, async page => {
    await page.route(/\/sandbox\/mail\/[^?]+$/, async route => {
      const mail = (await (await route.fetch()).json()) as Record<string, unknown>
      const html = '<h2>Hola <b>Ana</b></h2><script>parent.document.title = "stolen"</script>'
      await route.fulfill({ json: { ...mail, html } })
    })
    await page.goto(`${SANDBOX}#mail`)
    await page.locator('[data-mail]').first().click()
    await page.frameLocator('article iframe').getByRole('heading', { name: 'Hola Ana' }).waitFor()
    expect(await page.title()).toBe('Local Studio')
  }))

test('a call of a webhook is shown with what was sent', () =>
  withPage(admin, async (page, complaints) => {
    await page.goto(`${SANDBOX}#hooks`)
    await page.getByRole('heading', { name: 'No call has arrived yet' }).waitFor()
    const address = (await page.locator('.sandbox-hook-address').innerText()).replace('NAME', 'crm-422')
    const answer = await page.request.post(address, {
      data: { event: 'sequence.step' },
      headers: { 'x-signature': 'sha256=00' }
    })
    expect(answer.status()).toBe(422)
    await page.locator('[data-call]').click()
    const call = page.locator('article.sandbox-mail')
    expect(await call.innerText()).toContain('"event": "sequence.step"')
    await call.getByText('Headers').click()
    await call.getByText('x-signature: sha256=00').waitFor()
    expect(await accessibilityViolations(page)).toEqual([])
    expect(complaints).toEqual([])
  }))

test('the clock is moved ahead and back', () =>
  withPage(admin, async page => {
    await page.goto(SANDBOX)
    await page.locator('[data-advance="3d"]').click()
    await page.getByText('3 d ahead').waitFor()
    await page.locator('[data-advance="1h"]').click()
    await page.getByText('3 d 1 h ahead').waitFor()
    await page.getByRole('button', { name: 'Back to the real time' }).click()
    await page.getByText('As the real clock').waitFor()
  }))

test('who only reads can look and not act', () =>
  withPage(reader, async (page, complaints) => {
    await page.goto(SANDBOX)
    await openPhone(page, String(TAPS))
    expect(await page.getByRole('button', { name: 'Ver novedades' }).isDisabled()).toBe(true)
    expect(await page.getByLabel('Write as this person').count()).toBe(0)
    expect(await page.locator('[data-advance]').count()).toBe(0)
    expect(complaints).toEqual([])
  }))

test('a server that is away is said, and what was known stays', () =>
  withPage(admin, async page => {
    await page.goto(SANDBOX)
    await openPhone(page, String(TAPS))
    await page.route('**/sandbox/vonage/**', route => route.abort())
    await page.getByText('The server can’t be reached').first().waitFor()
    expect(await page.locator('[data-message]').count()).toBeGreaterThan(0)
    await page.unrouteAll()
    await page.getByText('The server can’t be reached').first().waitFor({ state: 'detached' })
  }))

test.each(['es', 'en'])('in %s everyone can use it at both widths', language =>
  withPage(admin, async page => {
    await page.goto(`/studio/sandbox?lang=${language}`)
    await openPhone(page, String(LOST))
    for (const width of [1024, 1280]) {
      await page.setViewportSize({ width, height: 720 })
      expect(await accessibilityViolations(page)).toEqual([])
      expect(await scrolledSideways(page)).toEqual([])
    }
    expect(await page.locator('main').innerText()).not.toContain('studio.sandbox.')
  })
)

test('it can be emptied', () =>
  withPage(admin, async page => {
    await page.goto(SANDBOX)
    await page.locator('[data-number]').first().waitFor()
    await page.getByRole('button', { name: 'Empty' }).click()
    await page.getByRole('heading', { name: 'No message has arrived yet' }).waitFor()
  }))
