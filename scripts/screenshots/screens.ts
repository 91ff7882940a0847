/** Every screen with what must be there before its picture is taken. */
import type { Page } from 'playwright-core'
import type { Options } from './options'
import { panelAt, requestsOf } from '../e2e/addresses'
import { FAILING, LOADING, PANEL_SCREENS, type PanelScreen } from './panel-screens'
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

const HEADS: Record<Options['language'], string> = {
  en: 'name,phone,discount,product',
  es: 'nombre,celular,descuento,producto'
}

let looks = 0

/** One lacks a value, one has no number, one is there twice. Whoever looks once more finds others: these are in by then. */
const peopleIn = (language: Options['language']): string => {
  const look = looks
  looks += 1
  const last = (number: number): string => String(number + look).padStart(4, '0')
  return [
    HEADS[language],
    `Ana,442259${last(1631)},20%,café`,
    `Luis,442 123 ${last(4567)},15%,chocolate`,
    `María,+52 1 442 555 ${last(103)},10%,`,
    'X,12345,5%,té',
    `Ana,442259${last(1631)},20%,café`,
    ''
  ].join('\n')
}

/** The panel asks every few seconds; what was begun for one picture must not be there in the next. */
const fresh = async (page: Page, address: string): Promise<void> => {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.goto('about:blank')
  await page.goto(address)
}

export const screensOf = ({ language }: Pick<Options, 'language'>, world: World): Screen[] => {
  const { done, running, draft, sequences } = world
  const at = (hash: string, bot = 'demo'): string => panelAt(hash, language, bot)
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
    const buffer = Buffer.from(peopleIn(language))
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

  /** Without loading the panel anew, where it is open already: only what it shows is another one. */
  const go = async (page: Page, address: string): Promise<void> => {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    const [there = '', hash = ''] = address.split('#')
    const here = new URL(page.url(), 'http://localhost')
    if (`${here.pathname}${here.search}` !== there || here.hash === `#${hash}`) return fresh(page, address)
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
  }

  const nowhere = async (page: Page, hash: string): Promise<void> => {
    await go(page, at(hash.startsWith('#/settings') ? '#/leads/import' : '#/settings'))
    await waitFor(page, hash.startsWith('#/settings') ? '.oc-drop' : '.oc-page form input')
  }

  /** Of each route: with something in it, with nothing, while it loads, and when that has failed. */
  const everywhere = (screen: PanelScreen): Screen[] => {
    const { name, ready, asked, empty, height, loading = LOADING, failing = FAILING } = screen
    const hash = screen.hash(world)
    const shown: Screen = {
      name,
      documented: screen.documented === true,
      height,
      async show(page) {
        await go(page, at(hash))
        await waitFor(page, ready)
      }
    }
    const bare = toLookAt(`${name}-empty`, height, async page => {
      await go(page, at(hash, 'bare'))
      await waitFor(page, empty ?? ready)
    })
    const slow = toLookAt(`${name}-loading`, 'window', async page => {
      await nowhere(page, hash)
      await page.route(requestsOf(asked ?? ''), () => undefined)
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
      await waitFor(page, loading)
    })
    const broken = toLookAt(`${name}-failing`, 'window', async page => {
      await nowhere(page, hash)
      const problem = { title: 'Internal error', status: 500, detail: 'The disk is full.' }
      await page.route(requestsOf(asked ?? ''), route => route.fulfill({ status: 500, json: problem }))
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
      await waitFor(page, failing)
    })
    return [shown, ...(asked === null ? [] : [slow, broken]), ...(empty === null ? [] : [bare])]
  }

  return [
    ...Object.values(PANEL_SCREENS).flatMap(everywhere),
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
    panel('campaign-running', `#/campaigns/${running}`, '[data-recipient]', 'window'),
    documented('campaign-person', 'window', async page => {
      await fresh(page, at(`#/campaigns/${done}?status=failed`))
      await page.locator('[data-recipient] button').first().click()
      await waitFor(page, '[data-drawer] [data-attempt]')
    }),
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
      toLookAt
    }),
    toLookAt('session-ended', 'window', async page => {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.goto('about:blank')
      await page.route('**/studio/token', route => route.fulfill({ status: 401, json: {} }))
      await page.route(requestsOf('/**'), route => route.fulfill({ status: 401, json: {} }))
      await page.goto(at(''))
      await waitFor(page, '.oc-page [role=alert]')
    })
  ]
}
