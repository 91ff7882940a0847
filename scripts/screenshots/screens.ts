/** Every screen with what must be there before its picture is taken. */
import type { Page } from 'playwright-core'
import type { Options } from './options'
import { sequenceScreens } from './sequence-screens'
import type { World } from './world'

export interface Screen {
  name: string
  /** The README shows it; the others are there to be looked at. */
  documented: boolean
  /** `window`: what fits into a window. `whole`: as high as it takes. */
  height: 'window' | 'whole'
  show(page: Page): Promise<void>
}

const PANEL = '/studio/demo/modules/outbound-campaigns'
const BARE_PANEL = '/studio/bare/modules/outbound-campaigns'
const API = '**/mod/outbound-campaigns'

const PEOPLE: Record<Options['language'], string> = {
  en: ['name,phone,discount,product', 'Ana,4422591631,20%,coffee', 'Luis,442 123 4567,15%,chocolate'].join(
    '\n'
  ),
  es: [
    'nombre,celular,descuento,producto',
    'Ana,4422591631,20%,café',
    'Luis,442 123 4567,15%,chocolate'
  ].join('\n')
}

/** One lacks a value, one has no number, one is there twice. */
const MORE_PEOPLE = ['María,+52 1 442 555 0103,10%,', 'X,12345,5%,té', 'Ana,4422591631,20%,café', ''].join(
  '\n'
)

/** The panel asks every few seconds; what was begun for one picture must not be there in the next. */
const fresh = async (page: Page, address: string): Promise<void> => {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.goto('about:blank')
  await page.goto(address)
}

export const screensOf = (
  { language }: Pick<Options, 'language'>,
  { done, running, draft, sequences }: World
): Screen[] => {
  const at = (hash: string, panel = PANEL): string => `${panel}?lang=${language}${hash}`
  const waitFor = (page: Page, selector: string): Promise<void> => page.locator(selector).first().waitFor()

  const documented = (name: string, height: Screen['height'], show: Screen['show']): Screen => ({
    name,
    documented: true,
    height,
    show
  })

  const panel = (name: string, hash: string, ready: string, height: Screen['height']): Screen =>
    documented(name, height, async page => {
      await fresh(page, at(hash))
      await waitFor(page, ready)
    })

  const step = (name: string, ready: string, act?: (page: Page) => Promise<void>): Screen =>
    documented(`form-${name}`, 'whole', async page => {
      await fresh(page, at(`#/campaigns/${draft}/edit/${name}`))
      await waitFor(page, ready)
      if (act) await act(page)
    })

  const looked = async (page: Page): Promise<void> => {
    const buffer = Buffer.from(`${PEOPLE[language]}\n${MORE_PEOPLE}`)
    const name = language === 'en' ? 'customers.csv' : 'clientes.csv'
    await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer })
    await waitFor(page, '[data-upload=looked_at]')
  }

  const toLookAt = (name: string, height: Screen['height'], show: Screen['show']): Screen => ({
    name,
    documented: false,
    height,
    show
  })

  /** The same three troubles on every screen that loads something of its own. */
  const troubles = (name: string, hash: string, asked: string): Screen[] => [
    toLookAt(`${name}-loading`, 'window', async page => {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.goto('about:blank')
      await page.route(asked, () => undefined)
      await page.goto(at(hash))
      await waitFor(page, '.oc-page [role=status]')
    }),
    toLookAt(`${name}-failing`, 'window', async page => {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.goto('about:blank')
      const problem = { title: 'Internal error', status: 500, detail: 'The disk is full.' }
      await page.route(asked, route => route.fulfill({ status: 500, json: problem }))
      await page.goto(at(hash))
      await waitFor(page, '.oc-page [role=alert]')
    })
  ]

  return [
    panel('campaigns', '', '[data-campaign]', 'window'),
    step('message', '.oc-chosen'),
    step('recipients', '.oc-drop', looked),
    documented('form-recipients-taken', 'whole', async page => {
      await waitFor(page, '[data-upload=looked_at]')
      await page.locator('[data-upload=looked_at] .bp3-intent-primary').click()
      await waitFor(page, '[data-upload=taken_in]')
      await waitFor(page, '[data-import]')
    }),
    step('variables', '.oc-table-form'),
    step('pace', '#oc-batch-size'),
    step('schedule', '#oc-zone'),
    step('review', '[data-obstacles=problems]'),
    panel('campaign', `#/campaigns/${done}?status=unconfirmed`, '[data-recipient]', 'whole'),
    panel('campaign-running', `#/campaigns/${running}`, '[data-recipient]', 'window'),
    documented('campaign-person', 'window', async page => {
      await fresh(page, at(`#/campaigns/${done}?status=failed`))
      await page.locator('[data-recipient] button').first().click()
      await waitFor(page, '[data-drawer] [data-attempt]')
    }),
    panel('settings', '#/settings', '.oc-page form input', 'window'),
    documented('sandbox', 'window', async page => {
      await fresh(page, `/studio/sandbox?lang=${language}`)
      await page.locator('[data-number]').first().click()
      await waitFor(page, '[data-phone] [data-message]')
    }),
    documented('sandbox-mail', 'window', async page => {
      await fresh(page, `/studio/sandbox?lang=${language}#mail`)
      await page.locator('[data-mail]').first().click()
      await waitFor(page, 'article.sandbox-mail')
    }),
    toLookAt('campaigns-empty', 'window', async page => {
      await fresh(page, at('', BARE_PANEL))
      await waitFor(page, '.oc-message')
    }),
    toLookAt('settings-not-ready', 'whole', async page => {
      await fresh(page, at('#/settings', BARE_PANEL))
      await waitFor(page, '[data-channel]')
    }),
    toLookAt('campaigns-nothing-found', 'window', async page => {
      await fresh(page, at('#/campaigns?status=failed&search=zzz'))
      await waitFor(page, '.oc-message')
    }),
    toLookAt('campaign-empty', 'whole', async page => {
      await fresh(page, at(`#/campaigns/${draft}`))
      await waitFor(page, '[data-card=people] h2')
    }),
    toLookAt('campaign-tables', 'whole', async page => {
      await fresh(page, at(`#/campaigns/${done}`))
      await page.locator('[data-card=timeline] button').first().click()
      await page.locator('[data-card=audit] button').first().click()
      await waitFor(page, '[data-audit]')
      await waitFor(page, '[data-recipient]')
    }),
    toLookAt('campaign-cancel', 'window', async page => {
      await fresh(page, at(`#/campaigns/${running}`))
      await waitFor(page, '[data-recipient]')
      await page.locator('.oc-header [data-action=cancel]').click()
      await waitFor(page, '[role=alertdialog]')
    }),
    toLookAt('form-new', 'whole', async page => {
      await fresh(page, at('#/campaigns/new'))
      await waitFor(page, '.oc-choice')
      await page.locator('.oc-form-foot .bp3-intent-primary').click()
      await waitFor(page, '.oc-field-error')
    }),
    toLookAt('form-by-hand', 'whole', async page => {
      await fresh(page, at('#/campaigns/new'))
      await waitFor(page, '.oc-choice')
      await page.locator('.oc-choices ~ .oc-link, .oc-link').last().click()
      await waitFor(page, '#oc-template')
    }),
    ...sequenceScreens(sequences, {
      async open(page, hash, ready) {
        await fresh(page, at(hash))
        await waitFor(page, ready)
      },
      waitFor,
      documented,
      toLookAt,
      troubles,
      api: API
    }),
    toLookAt('session-ended', 'window', async page => {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.goto('about:blank')
      await page.route('**/studio/token', route => route.fulfill({ status: 401, json: {} }))
      await page.route(`${API}/**`, route => route.fulfill({ status: 401, json: {} }))
      await page.goto(at(''))
      await waitFor(page, '.oc-page [role=alert]')
    }),
    ...troubles('campaigns', '', `${API}/campaigns?*`),
    ...troubles('campaign', `#/campaigns/${done}`, `${API}/campaigns/*/report`),
    ...troubles('form', `#/campaigns/${draft}/edit/message`, `${API}/templates*`),
    ...troubles('settings', '#/settings', `${API}/settings`)
  ]
}
