/** What is asked of the panel whatever it shows: soon there, calm, sparing, and one thing done by two clicks. */
import fs from 'fs'
import path from 'path'
import { gzipSync } from 'zlib'
import type { Page } from 'playwright-core'
import { panelAt } from './addresses'
import { numberMaker } from './module-api'
import { useStudio } from './use-studio'
import { withPage } from './visit'

jest.setTimeout(120_000)

const { api, asAdmin } = useStudio()

const BUNDLES = path.resolve(__dirname, '../../modules/outbound-campaigns/assets/web')

const numbers = numberMaker()

test.each(['full.bundle.js', 'lite.bundle.js'])('%s is under 350 kB as it is sent', bundle => {
  const sent = gzipSync(fs.readFileSync(path.join(BUNDLES, bundle))).length
  expect(sent).toBeGreaterThan(1000)
  expect(sent).toBeLessThan(350 * 1024)
})

const LIST_MS = 1000
const TRIES = 5

test('the list is there within a second', () =>
  asAdmin(async page => {
    for (let made = 0; made < 30; made++) await api.campaign(`Rápida ${made}`, [])
    await page.addInitScript(`
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector('tr[data-campaign]')) return
        observer.disconnect()
        requestAnimationFrame(() => { window.listShownAfter = performance.now() })
      }).observe(document, { childList: true, subtree: true })
    `)
    const times: number[] = []
    // The machine may be busy with something else: the best of some tries tells what the panel takes.
    for (let tried = 0; tried < TRIES; tried++) {
      await page.goto('about:blank')
      await page.goto(panelAt('', 'es'))
      await page.waitForFunction('window.listShownAfter !== undefined')
      times.push(await page.evaluate<number>('window.listShownAfter'))
      if (Math.min(...times) < LIST_MS) break
    }
    expect(Math.min(...times)).toBeLessThan(LIST_MS)
  }))

/** How everything of the Studio around a module looks. */
const looks = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('body, body *')]
    .filter(element => !element.closest('main, script, style'))
    .map(element => [element.tagName, element.className, ...['color', 'backgroundColor', 'font', 'padding', 'margin',
      'border', 'display', 'position'].map(name => getComputedStyle(element)[name])].join(' '))`)

test('the panel’s styles change nothing around it, and all of them name the panel’s own', () =>
  asAdmin(async page => {
    await page.goto(panelAt())
    await page.locator('.oc-panel h1').waitFor()
    const withStyles = await looks(page)
    const own: string[] = await page.evaluate(`[...document.styleSheets]
      .filter(sheet => [...sheet.cssRules].some(rule => /\\.oc-panel/.test(rule.selectorText || '')))
      .flatMap(sheet => {
        const rules = [...sheet.cssRules].flatMap(rule => rule.selectorText ? [rule] : [...(rule.cssRules || [])])
        sheet.disabled = true
        return rules.flatMap(rule => (rule.selectorText || '').split(/,(?![^(]*\\))/).map(one => one.trim()))
      })
      .filter(Boolean)`)
    expect(own.length).toBeGreaterThan(100)
    expect(own.filter(selector => !/\.oc-|^(from|to|\d+%)$/.test(selector))).toEqual([])
    expect(withStyles.length).toBeGreaterThan(10)
    expect(await looks(page)).toEqual(withStyles)
  }))

interface Jump {
  value: number
  moved: string[]
}

/** Less than this is a number that got a digit more, at its own place. */
const SEEN = 0.001

/** Everything that moved without anybody doing anything, from now on. */
const watchJumps = (page: Page): Promise<unknown> =>
  page.evaluate(`
    window.jumps = []
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput || entry.value < ${SEEN}) continue
        const moved = entry.sources.map(({ node }) => node && (node.className || node.nodeName))
        window.jumps.push({ value: entry.value, moved })
      }
    }).observe({ type: 'layout-shift', buffered: false })
  `)

const jumps = (page: Page): Promise<Jump[]> => page.evaluate<Jump[]>('window.jumps')

test('while numbers tick, nothing moves', () =>
  asAdmin(async page => {
    const id = await api.campaign('Quieta', numbers(120), { batch_size: 12, batch_interval_ms: 700 })
    await page.goto(panelAt(`#/campaigns/${id}`, 'es'))
    await page.locator('[data-card=people]').waitFor()
    await api.start(id)
    // What has begun has another button and a plot; from then on only numbers change.
    await page.locator('[data-card=timeline]').waitFor()
    await page.locator('[data-eta]').waitFor()
    await watchJumps(page)
    await page.locator('[data-outcome=read]:not([data-count="0"])').waitFor()
    await page.waitForFunction(
      `Number(document.querySelector('[data-outcome=read]').getAttribute('data-count')) > 70`
    )
    expect(await jumps(page)).toEqual([])
  }))

test('in the list, too, nothing moves', () =>
  asAdmin(async page => {
    const id = await api.campaign('Lista quieta', numbers(120), { batch_size: 12, batch_interval_ms: 700 })
    await api.start(id)
    await page.goto(panelAt('', 'es'))
    const row = page.locator(`tr[data-campaign="${id}"]`)
    await row.locator('[data-status=running]').waitFor()
    await watchJumps(page)
    const before = await row.innerText()
    await page.waitForFunction(
      `document.querySelector('tr[data-campaign="${id}"]').innerText !== ${JSON.stringify(before)}`
    )
    expect(await jumps(page)).toEqual([])
  }))

test('however much the module announces, one request is under way, and not more than one in a second', () =>
  asAdmin(async page => {
    const id = await api.campaign('Ruidosa', numbers(300), { batch_size: 20, batch_interval_ms: 300 })
    let underWay = 0
    let most = 0
    const asked: number[] = []
    await page.route('**/campaigns/*/report', async route => {
      underWay += 1
      most = Math.max(most, underWay)
      asked.push(Date.now())
      const response = await route.fetch()
      underWay -= 1
      await route.fulfill({ response })
    })
    await page.goto(panelAt(`#/campaigns/${id}`, 'es'))
    await page.locator('[data-card=people]').waitFor()
    await api.start(id)
    await page.locator('.oc-header [data-status=completed]').waitFor({ timeout: 60_000 })
    expect(most).toBe(1)
    const seconds = (Math.max(...asked) - Math.min(...asked)) / 1000
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(seconds) + 2)
  }))

describe('a double click does one thing', () => {
  const countOf = (page: Page, method: string, ending: RegExp): (() => number) => {
    let count = 0
    page.on('request', request => {
      if (request.method() === method && ending.test(request.url())) count += 1
    })
    return () => count
  }

  test('a campaign is created once', () =>
    asAdmin(async page => {
      const created = countOf(page, 'POST', /\/mod\/outbound-campaigns\/campaigns$/)
      await page.goto(panelAt('#/campaigns/new'))
      await page.locator('.oc-choice').first().waitFor()
      await page.fill('#oc-name', 'Una sola')
      await page.locator('.oc-choice input').first().click()
      await page.locator('.oc-form-foot .bp3-intent-primary').dblclick()
      await page.waitForURL(/\/edit\/(recipients|variables)$/)
      expect(created()).toBe(1)
    }))

  test('a campaign is started, paused and duplicated once', () =>
    asAdmin(async page => {
      const started = countOf(page, 'POST', /\/start$/)
      const paused = countOf(page, 'POST', /\/pause$/)
      const copied = countOf(page, 'POST', /\/clone$/)
      const id = await api.campaign('Doble', numbers(5), { batch_size: 1, batch_interval_ms: 3_600_000 })
      await page.goto(panelAt(`#/campaigns/${id}/edit/review`))
      await page.locator('[data-start]:not([disabled])').dblclick()
      await page.locator('.oc-header [data-status=running]').waitFor()
      expect(started()).toBe(1)
      await page.locator('.oc-header [data-action=pause]').dblclick()
      await page.locator('.oc-header [data-status=paused]').waitFor()
      expect(paused()).toBe(1)
      await page.locator('.oc-header [data-action=clone]').dblclick()
      await page.waitForURL(/\/edit\/message$/)
      expect(copied()).toBe(1)
    }))
})

test('two tabs agree about what is done in one of them', () =>
  asAdmin(async page => {
    const id = await api.campaign('Dos pestañas', numbers(6), { batch_size: 1, batch_interval_ms: 3_600_000 })
    await withPage(page.context(), async other => {
      await page.goto(panelAt(`#/campaigns/${id}`))
      await other.goto(panelAt('#/campaigns'))
      const row = other.locator(`tr[data-campaign="${id}"]`)
      await row.locator('[data-status=draft]').waitFor()
      await api.start(id)
      await page.locator('.oc-header [data-status=running]').waitFor()
      await row.locator('[data-status=running]').waitFor()
      await row.locator('[data-action=pause]').click()
      await page.locator('.oc-header [data-status=paused]').waitFor()
      await page.locator('.oc-header [data-action=resume]').click()
      await row.locator('[data-status=running]').waitFor()
    })
  }))
