/** The panel's bar where there is little room: nothing breaks, and everything can still be gone to. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { useStudio } from './use-studio'
import { tabTo } from './visit'

jest.setTimeout(60_000)

const { asAdmin } = useStudio()

/** The Studio's sidebar and the state of WhatsApp leave little of it to the places. */
const NARROW = { width: 600, height: 700 }
/** Room for every place there is. */
const WIDE = { width: 1600, height: 800 }

const barHeight = (page: Page): Promise<number> =>
  page.evaluate<number>("document.querySelector('.oc-bar-top').getBoundingClientRect().height")

test.each(['es', 'en'])('in %s, what has no room is behind a button, for the keyboard too', language =>
  asAdmin(async page => {
    await page.setViewportSize(WIDE)
    await page.goto(panelAt('', language))
    await page.locator('main [data-ready]').waitFor()
    const places = page.locator('.oc-places > ul > li')
    const all = await places.count()
    expect(all).toBeGreaterThan(4)
    expect(await page.locator('.oc-places-more').count()).toBe(0)
    const high = await barHeight(page)

    await page.setViewportSize(NARROW)
    const more = page.locator('.oc-places-more > button')
    await more.waitFor()
    expect(await barHeight(page)).toBe(high)
    expect(await page.locator('.oc-places a[aria-current=page]').count()).toBe(1)
    await tabTo(page, '.oc-places-more > button')
    await page.keyboard.press('Enter')
    await page.locator('.oc-places-menu a').first().waitFor()
    await noObjections(page)
    await page.keyboard.press('Escape')
    await page.locator('.oc-places-menu').waitFor({ state: 'detached' })
    expect(await page.evaluate<boolean>(`document.activeElement.matches('.oc-places-more > button')`)).toBe(
      true
    )

    await page.keyboard.press('Enter')
    await tabTo(page, '.oc-places-menu li:last-child a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/settings$/)
    // Wherever one is, that place is in sight.
    const here = language === 'es' ? 'Configuración' : 'Settings'
    await page.locator('.oc-places > ul > li > a[aria-current=page]', { hasText: here }).waitFor()
    await page.setViewportSize(WIDE)
    await more.waitFor({ state: 'detached' })
    expect(await places.count()).toBe(all)
  })
)
