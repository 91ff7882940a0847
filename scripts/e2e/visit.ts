/** Signed-in visits to a Local Studio, each on a page of its own that remembers what it complained about. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openPage } from './browser'

export const signIn = async (
  browser: Browser,
  url: string,
  link: string | undefined
): Promise<BrowserContext> => {
  if (link === undefined) throw new Error('The Local Studio printed no such link.')
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: url
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(link)
  await page.close()
  return context
}

/** What is done on a page, which remembers what it complained about. */
export type Visit = (page: Page, complaints: string[]) => Promise<void>

/** One page for one test. */
export const withPage = async (context: BrowserContext, visit: Visit): Promise<void> => {
  const { page, complaints } = await openPage(context)
  try {
    await visit(page, complaints)
  } finally {
    await page.close()
  }
}

/** Likewise, and nothing that was typed before is kept in the browser: not by another test, nor by an earlier try. */
export const withFreshPage = (context: BrowserContext, url: string, visit: Visit): Promise<void> =>
  withPage(context, async (page, complaints) => {
    const browser = await context.newCDPSession(page)
    await browser.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'local_storage' })
    await browser.detach()
    await visit(page, complaints)
  })

/**
 * Ticks a box or a radio, or takes the tick away: by its label, as a person does. The input itself is under what is drawn,
 * and a click on it that is forced lands beside it where something moves at that moment.
 */
export const tick = async (page: Page, selector: string): Promise<void> => {
  const input = page.locator(selector)
  const before = await input.isChecked()
  await input.locator('xpath=ancestor::label').click()
  await page.locator(`${selector}${before ? ':not(:checked)' : ':checked'}`).waitFor({ state: 'attached' })
}

/** Tab, as often as it takes to come to what is meant: fails where the keyboard can't reach it. */
export const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let times = 0; times < 150; times++) {
    const there = await page.evaluate<boolean>(
      `document.activeElement !== null && document.activeElement.matches(${JSON.stringify(selector)})`
    )
    if (there) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not come to ${selector}.`)
}
