/** Signed-in visits to a Local Studio, each on a page of its own that remembers what it complained about. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openPage } from './browser'

export const signIn = async (
  browser: Browser,
  url: string,
  link: string | undefined
): Promise<BrowserContext> => {
  if (link === undefined) throw new Error('The Local Studio printed no such link.')
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: url })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(link)
  await page.close()
  return context
}

/** One page for one test, and what it complained about. */
export const withPage = async (
  context: BrowserContext,
  use: (page: Page, complaints: string[]) => Promise<void>
): Promise<void> => {
  const { page, complaints } = await openPage(context)
  try {
    await use(page, complaints)
  } finally {
    await page.close()
  }
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
