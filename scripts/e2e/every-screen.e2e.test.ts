/** Every screen, full, empty, loading and failing, in both languages and at both widths: fit for everybody. */
import fs from 'fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { LANGUAGES, type Language } from '../screenshots/options'
import { screensOf } from '../screenshots/screens'
import { makeWorld } from '../screenshots/world'
import { faultsOf, WIDTHS } from './accessibility'
import { openBrowser } from './browser'
import { makeDataFolder, startWithBareBot, type LocalStudio } from './local-studio'
import { moduleApi } from './module-api'
import { signIn } from './visit'

jest.setTimeout(300_000)

const dataDirs: string[] = []
let browser: Browser
let studio: LocalStudio | undefined

beforeAll(async () => {
  browser = await openBrowser()
}, 60_000)

afterEach(async () => {
  await studio?.stop()
})

afterAll(async () => {
  await browser?.close()
  for (const folder of dataDirs) fs.rmSync(folder, { recursive: true, force: true })
}, 30_000)

const visit = async (): Promise<{ context: BrowserContext; url: string }> => {
  const dataDir = makeDataFolder()
  dataDirs.push(dataDir)
  studio = await startWithBareBot(dataDir)
  return { context: await signIn(browser, studio.url, studio.links[0]), url: studio.url }
}

/** Words that no panel shows in any language: keys without a text, and values nobody thought of. */
const LEFT_OVER = /module\.outbound-campaigns\.|\bundefined\b|\bNaN\b|\[object|\{count/

const faultsAtWidths = async (page: Page, name: string): Promise<string[]> => {
  const faults: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    const found = await faultsOf(page)
    faults.push(...found.map(fault => `${name} at ${width}: ${fault}`))
  }
  const leftOver = LEFT_OVER.exec(await page.locator('main').innerText())
  if (leftOver) faults.push(`${name}: ${leftOver[0]}`)
  return faults
}

test.each(LANGUAGES)('every screen in %s', async (language: Language) => {
  const { context, url } = await visit()
  const world = await makeWorld(
    moduleApi(() => ({ context, url })),
    language
  )
  const page = await context.newPage()
  const faults: string[] = []
  const screens = screensOf({ language }, world)
  expect(screens.length).toBeGreaterThan(25)
  for (const screen of screens) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await screen.show(page)
    faults.push(...(await faultsAtWidths(page, screen.name)))
  }
  await page.close()
  expect(faults).toEqual([])
})
