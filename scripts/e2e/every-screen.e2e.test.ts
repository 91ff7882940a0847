/**
 * Every screen of the panel, full, empty, loading and failing, in both languages and at both widths: fit for everybody,
 * with all its words, and nothing to complain about in the console.
 */
import type { Page } from 'playwright-core'
import { LANGUAGES } from '../screenshots/options'
import { screensOf } from '../screenshots/screens'
import { makeWorld, type World } from '../screenshots/world'
import { faultsOf, WIDTHS } from './accessibility'
import { useStudio } from './use-studio'

jest.setTimeout(400_000)

const { api, asAdmin } = useStudio({ bare: true })

let world: World

beforeAll(async () => {
  world = await makeWorld(api, 'es')
}, 180_000)

/** Words that no panel shows in any language: keys without a text, and values nobody thought of. */
const LEFT_OVER = /module\.outbound-campaigns\.|\bundefined\b|\bNaN\b|\[object|\{count/

const faultsAtWidths = async (page: Page): Promise<string[]> => {
  const faults: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    faults.push(...(await faultsOf(page)).map(fault => `at ${width}: ${fault}`))
  }
  const leftOver = LEFT_OVER.exec(await page.locator('main').innerText())
  return leftOver ? [...faults, leftOver[0]] : faults
}

/** Where a request is made to fail or ends with the page, the browser says so itself. */
const isOurs = (complaint: string): boolean => !/^Failed to load resource|net::ERR_ABORTED/.test(complaint)

test.each(LANGUAGES)('every screen in %s', language =>
  asAdmin(async (page, complaints) => {
    const faults: string[] = []
    for (const screen of screensOf({ language }, world)) {
      await page.setViewportSize({ width: 1280, height: 800 })
      try {
        await screen.show(page)
      } catch (problem) {
        throw new Error(`${screen.name}: ${String(problem)}`, { cause: problem })
      }
      const found = [...(await faultsAtWidths(page)), ...complaints.splice(0).filter(isOurs)]
      faults.push(...found.map(fault => `${screen.name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })
)
