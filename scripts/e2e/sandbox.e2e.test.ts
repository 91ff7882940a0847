/** The sandboxes' page: what people would hold in their hands, and what of it reaches the campaign. */
import type { Page } from 'playwright-core'
import { fitsEverybody, noObjections } from './accessibility'
import { panelAt } from './addresses'
import { numberMaker } from './module-api'
import { useStudio } from './use-studio'

jest.setTimeout(120_000)

const { api, asAdmin, asReader, sandbox } = useStudio()

const SANDBOX = '/studio/sandbox?lang=en'

interface Sent {
  start(): Promise<unknown>
  campaign: number
  taps: string
  stops: string
  lost: string
}

const numbers = numberMaker()

/** People of their own for each test, and each try of it. The last one's phone is never reached. */
const toSend = async (): Promise<Sent> => {
  const [taps = '', stops = ''] = numbers(2)
  const [lost = ''] = numbers(1, '991300')
  const campaign = await api.campaign('Con respuesta', [taps, stops, lost])
  return { start: () => api.start(campaign), campaign, taps, stops, lost }
}

const sent = async (): Promise<Sent> => {
  const made = await toSend()
  await made.start()
  return made
}

const openPhone = async (page: Page, number: string): Promise<void> => {
  await page.locator(`[data-number="521${number}"]`).click()
  await page.locator(`[data-phone="521${number}"] [data-message]`).first().waitFor()
}

test('before anything was sent it says so, in both languages', () =>
  asAdmin(async (page, complaints) => {
    await page.goto('/studio/sandbox?lang=es')
    await page.getByRole('heading', { name: 'Aún no llega ningún mensaje' }).waitFor()
    await noObjections(page)
    await page.getByLabel('Idioma').selectOption('en')
    await page.getByRole('heading', { name: 'No message has arrived yet' }).waitFor()
    await page.getByRole('link', { name: 'Mailbox' }).click()
    await page.getByRole('heading', { name: 'No mail has arrived yet' }).waitFor()
    await noObjections(page)
    expect(complaints).toEqual([])
  }))

test('the Studio leads to it and back', () =>
  asAdmin(async page => {
    await page.goto(panelAt())
    await page.getByRole('link', { name: 'Sandbox', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Sandbox' }).waitFor()
    await page.getByRole('link', { name: 'Outbound Campaigns' }).click()
    await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor()
  }))

test('a message arrives on the phone as WhatsApp shows it, with its ticks', () =>
  asAdmin(async (page, complaints) => {
    await api.call('PUT', '/settings', { notify: { email: 'ops@example.com' } })
    const { start, taps, lost } = await toSend()
    await page.goto(SANDBOX)
    await start()
    await openPhone(page, taps)
    const bubble = page.locator('[data-phone] [data-message]')
    await bubble.locator('[data-tick=read]').waitFor()
    const said = await bubble.innerText()
    expect(said).toContain('¡Hola Ana 1! Gracias por unirte a Casa Nopal.')
    expect(said).toContain('Responde BAJA para no recibir más promociones')
    expect(await bubble.getByRole('button').allInnerTexts()).toEqual([' Ver novedades', ' No, gracias'])
    await openPhone(page, lost)
    await page.locator('[data-phone] [data-tick=failed]').waitFor()
    await page.getByText('Never reached the phone: error 1300').waitFor()
    expect(complaints).toEqual([])
  }))

test('a tap and a BAJA reach the campaign, which counts them', () =>
  asAdmin(async (page, complaints) => {
    const { campaign, taps, stops } = await sent()
    await page.goto(SANDBOX)
    await openPhone(page, taps)
    await page.getByRole('button', { name: 'Ver novedades' }).click()
    await page.locator('[data-said="Ver novedades"]').waitFor()
    await openPhone(page, stops)
    await page.getByLabel('Write as this person').fill('BAJA')
    await page.keyboard.press('Enter')
    await page.locator('[data-said="BAJA"]').waitFor()
    expect(await page.locator('[data-phone] [role=alert]').count()).toBe(0)

    await page.goto(panelAt(`#/campaigns/${campaign}`))
    await page.locator('[data-figure=opted_out] dd', { hasText: /^1$/ }).waitFor()
    await page.locator('[data-figure=replied] dd', { hasText: /^2$/ }).waitFor()
    expect(complaints).toEqual([])

    // What the person has said is still there.
    await page.goto(SANDBOX)
    await openPhone(page, stops)
    await page.locator('[data-said="BAJA"]').waitFor()
  }))

test('a mail is shown as it looks, in a frame that runs no script, and is answered', () =>
  asAdmin(async (page, complaints) => {
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
    await noObjections(page)
    expect(complaints).toEqual([])
  }))

test('a mail with HTML stands in a frame of its own, and its scripts do not run', () =>
  asAdmin(async page => {
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
  asAdmin(async (page, complaints) => {
    await sandbox('DELETE', '/hooks')
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
    await noObjections(page)
    expect(complaints).toEqual([])
  }))

test('the clock is moved ahead and back', () =>
  asAdmin(async page => {
    await sandbox('POST', '/clock', { reset: true })
    await page.goto(SANDBOX)
    await page.locator('[data-advance="3d"]').click()
    await page.getByText('3 d ahead').waitFor()
    await page.locator('[data-advance="1h"]').click()
    await page.getByText('3 d 1 h ahead').waitFor()
    await page.getByRole('button', { name: 'Back to the real time' }).click()
    await page.getByText('As the real clock').waitFor()
  }))

test('who only reads can look and not act', () =>
  asReader(async (page, complaints) => {
    const { taps } = await sent()
    await page.goto(SANDBOX)
    await openPhone(page, taps)
    expect(await page.getByRole('button', { name: 'Ver novedades' }).isDisabled()).toBe(true)
    expect(await page.getByLabel('Write as this person').count()).toBe(0)
    expect(await page.locator('[data-advance]').count()).toBe(0)
    expect(complaints).toEqual([])
  }))

test('a server that is away is said, and what was known stays', () =>
  asAdmin(async page => {
    const { taps } = await sent()
    await page.goto(SANDBOX)
    await openPhone(page, taps)
    await page.route('**/sandbox/vonage/**', route => route.abort())
    await page.getByText('The server can’t be reached').first().waitFor()
    expect(await page.locator('[data-message]').count()).toBeGreaterThan(0)
    await page.unrouteAll()
    await page.getByText('The server can’t be reached').first().waitFor({ state: 'detached' })
  }))

test.each(['es', 'en'])('in %s everyone can use it at both widths', language =>
  asAdmin(async page => {
    const { lost } = await sent()
    await page.goto(`/studio/sandbox?lang=${language}`)
    await openPhone(page, lost)
    await fitsEverybody(page)
    expect(await page.locator('main').innerText()).not.toContain('studio.sandbox.')
  })
)

test('it can be emptied', () =>
  asAdmin(async page => {
    await sent()
    await page.goto(SANDBOX)
    await page.locator('[data-number]').first().waitFor()
    await page.getByRole('button', { name: 'Empty' }).click()
    await page.getByRole('heading', { name: 'No message has arrived yet' }).waitFor()
  }))
