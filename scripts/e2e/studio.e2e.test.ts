/** The Studio's page and the module's panel in it, in a real browser against the built Local Studio. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { PANEL, panelAt } from './addresses'
import { useStudio } from './use-studio'

jest.setTimeout(60_000)

const { asAdmin, asReader } = useStudio({ bare: true })

const STATUS = '**/api/v1/bots/demo/mod/outbound-campaigns/status'
const BUNDLE = '**/assets/modules/outbound-campaigns/web/full.bundle.js'

const LANGUAGES = [
  { language: 'es', name: 'Campañas Salientes', title: 'Campañas', empty: 'Aún no hay campañas' },
  { language: 'en', name: 'Outbound Campaigns', title: 'Campaigns', empty: 'No campaigns yet' }
]

/** The panel knows how the module stands: ready, or what is missing. */
const statusShown = (page: Page): Promise<void> => page.locator('main [data-ready]').first().waitFor()

describe.each(LANGUAGES)('in $language', ({ language, name, title, empty }) => {
  test('the panel shows what it knows, and the console stays silent', () =>
    asAdmin(async (page, complaints) => {
      await page.goto(panelAt('', language))
      await statusShown(page)
      await page.getByRole('heading', { level: 2, name: empty }).waitFor()
      expect(await page.locator('h1').innerText()).toBe(title)
      expect(await page.locator('aside nav a[aria-current]').innerText()).toBe(name)
      expect(await page.locator('main [data-ready]').getAttribute('data-ready')).toBe('true')
      await page.locator('main [data-ready]').click()
      await page.locator('[data-channel=whatsapp][data-ready=true]').waitFor()
      expect(await page.locator('[data-pulse]').getAttribute('data-pulse')).not.toBe('stopped')
      await page.locator('[data-live=open]').waitFor()
      expect(complaints).toEqual([])
    }))

  test.each([1024, 1280])('at %d pixels everyone can use it, and nothing scrolls sideways', width =>
    asAdmin(async page => {
      await page.setViewportSize({ width, height: 720 })
      for (const bot of ['demo', 'bare']) {
        await page.goto(`/studio/${bot}/modules/outbound-campaigns?lang=${language}`)
        await page.getByRole('heading', { level: 2, name: empty }).waitFor()
        await noObjections(page)
        await page.goto(`/studio/${bot}/modules/outbound-campaigns?lang=${language}#/settings`)
        await page.locator('[data-channel=whatsapp]').waitFor()
        await noObjections(page)
      }
    })
  )

  test('a failure says what happened, and trying again heals it', () =>
    asAdmin(async page => {
      const problem = { title: 'Internal error', status: 500, detail: 'The disk is full.' }
      await page.route(STATUS, route => route.fulfill({ status: 500, json: problem }))
      await page.goto(panelAt('', language))
      const alert = page.locator('main [role=alert]')
      await alert.waitFor()
      expect(await alert.innerText()).toContain('The disk is full.')
      await noObjections(page)
      await page.unroute(STATUS)
      await alert.locator('button').click()
      await statusShown(page)
      expect(await alert.count()).toBe(0)
    }))
})

test('a view finds the globals of Botpress’s Studio at their versions', () =>
  asAdmin(async page => {
    await page.goto(PANEL)
    await statusShown(page)
    expect(await page.evaluate<string>('React.version')).toBe('16.8.6')
    const kinds = await page.evaluate<string[]>(`[
      ReactDOM.render, BlueprintJsCore.Button, BlueprintJsSelect.Select, BotpressShared.lang.tr, BotpressShared.toast.success,
      BotpressShared.confirmDialog, BotpressUI.Container, ReactBootstrap.Button
    ].map(value => typeof value)`)
    expect(kinds).toEqual(kinds.map(() => 'function'))
    expect(await page.evaluate<string[]>('[BOT_ID, BOT_API_PATH]')).toEqual(['demo', '/api/v1/bots/demo'])
    expect(await page.evaluate<string>('getComputedStyle(document.documentElement).fontSize')).toBe('10px')
    expect(await page.evaluate<string>('getComputedStyle(document.body).fontSize')).toBe('14px')
    expect(await page.evaluate<string>('getComputedStyle(document.querySelector("main")).overflowY')).toBe(
      'hidden'
    )
  }))

test('the language is switched on the page and stays switched', () =>
  asAdmin(async page => {
    await page.goto(panelAt('', 'es'))
    await statusShown(page)
    await page.getByLabel('Idioma').selectOption('en')
    await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor()
    await page.getByLabel('Language').selectOption('es')
    await page.getByRole('heading', { level: 1, name: 'Campañas' }).waitFor()
  }))

test('the other bot shows its own state, and what it lacks', () =>
  asAdmin(async page => {
    await page.goto(panelAt())
    await statusShown(page)
    await page.getByLabel('Bot').selectOption('bare')
    await page.waitForURL('**/studio/bare/modules/outbound-campaigns*')
    await page.locator('main [data-ready=false]').waitFor()
    expect(await page.locator('main [data-ready=false]').innerText()).toContain('Vonage')
    await page.getByRole('link', { name: 'See settings' }).click()
    await page.locator('[data-channel=whatsapp][data-ready=false]').waitFor()
  }))

test('who only reads is told so by the Studio and by the panel', async () => {
  await asReader(async (page, complaints) => {
    await page.goto(panelAt())
    await statusShown(page)
    expect(await page.locator('header').getByText('Read only').count()).toBe(1)
    expect(await page.locator('main').getByText('Read only').count()).toBe(1)
    await noObjections(page)
    expect(complaints).toEqual([])
  })
  await asAdmin(async page => {
    await page.goto(panelAt())
    await statusShown(page)
    expect(await page.getByText('Read only').count()).toBe(0)
  })
})

test('a later failure keeps what is known, says that it is old, and heals by itself', () =>
  asAdmin(async page => {
    await page.goto(panelAt())
    await statusShown(page)
    await page.route(STATUS, route => route.abort())
    // As a page does that is looked at again: it asks at once instead of at the next turn.
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    await page.getByText('The server can’t be reached').waitFor()
    expect(await page.locator('main [data-ready]').count()).toBe(1)
    await noObjections(page)
    await page.unroute(STATUS)
    await page.getByText('The server can’t be reached').waitFor({ state: 'detached' })
  }))

test('a token that has run out is renewed without a word', () =>
  asAdmin(async page => {
    let refused = 0
    await page.route(STATUS, route => {
      if (refused > 0) return route.continue()
      refused += 1
      return route.fulfill({ status: 401, json: { message: 'Expired' } })
    })
    await page.goto(PANEL)
    await statusShown(page)
    expect(refused).toBe(1)
  }))

test('a session that has ended is said once, offers a reload, and is not asked again', () =>
  asAdmin(async page => {
    let asked = 0
    await page.route('**/studio/token', route => route.fulfill({ status: 401, json: {} }))
    await page.route(STATUS, route => {
      asked += 1
      return route.fulfill({ status: 401, json: {} })
    })
    await page.goto(panelAt())
    await page.getByText('Your session has ended').waitFor()
    expect(asked).toBe(1)
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Reload' }).click()
    await statusShown(page)
  }))

/** Without its own turns, what the panel asks after its start is asked because of something that happened. */
const stopTurns = (page: Page): Promise<unknown> =>
  page.addInitScript(`
    const setTimer = window.setTimeout
    window.setTimeout = (run, ms, ...rest) => (ms === 5000 || ms === 20000 ? 0 : setTimer(run, ms, ...rest))
  `)

/** The stream of events ends after each message and the browser comes back for the next one. */
const streamOf = (page: Page, message: string): Promise<unknown> =>
  page.route('**/realtime', route =>
    route.fulfill({ contentType: 'text/event-stream', body: `retry: 100\n${message}\n` })
  )

test('the panel asks once at its start, however often the Studio renders', () =>
  asAdmin(async page => {
    let asked = 0
    page.on('request', request => {
      if (request.url().endsWith('/mod/outbound-campaigns/status')) asked += 1
    })
    await stopTurns(page)
    // Each end and each return of the stream is shown by the shell, which renders the view with a new `bp`.
    await streamOf(page, '')
    await page.goto(PANEL)
    await statusShown(page)
    for (let times = 0; times < 3; times++) await page.waitForResponse('**/realtime')
    expect(asked).toBe(1)
  }))

test('what the module announces is asked for at once', () =>
  asAdmin(async page => {
    const event = JSON.stringify({ eventName: 'outbound-campaigns.changed', payload: {} })
    await stopTurns(page)
    await streamOf(page, `data: ${event}\n`)
    await page.goto(PANEL)
    await statusShown(page)
    for (let times = 0; times < 2; times++) await page.waitForResponse(STATUS)
  }))

test('the panel scrolls itself where it is higher than the page', () =>
  asAdmin(async page => {
    await page.setViewportSize({ width: 1024, height: 400 })
    await page.goto(`${PANEL}#/settings`)
    const last = page.locator('main dd').last()
    await last.waitFor()
    await last.scrollIntoViewIfNeeded()
    const box = await last.boundingBox()
    expect(box && box.y + box.height).toBeLessThan(400 - 28)
    expect(
      await page.evaluate<number>(
        'document.documentElement.scrollTop + document.querySelector("main").scrollTop'
      )
    ).toBe(0)
  }))

describe('a module that can’t be shown', () => {
  const register = (view: string): string =>
    `window.botpress = { 'outbound-campaigns': { default: ${view} } }`

  test.each([
    ['its bundle is missing', { status: 404, body: '' }, 'full.bundle.js'],
    ['its bundle throws', { status: 200, body: 'throw new Error("spilt milk")' }, 'spilt milk'],
    ['its bundle registers nothing', { status: 200, body: '' }, 'registered no view'],
    [
      'its view throws',
      { status: 200, body: register('() => { throw new Error("spilt milk") }') },
      'spilt milk'
    ]
  ])('says why: %s', (_why, answer, reason) =>
    asAdmin(async page => {
      await page.route(BUNDLE, route => route.fulfill({ ...answer, contentType: 'text/javascript' }))
      await page.goto(panelAt())
      const problem = page.locator('main [role=alert]')
      await problem.waitFor()
      expect(await problem.innerText()).toContain(reason)
      expect(await page.locator('nav a').count()).toBeGreaterThan(0)
    })
  )
})
