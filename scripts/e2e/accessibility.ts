/** Whether everybody can use a page as it is now: axe-core has no objections, and nothing has to be scrolled sideways. */
import fs from 'fs'
import type { Page } from 'playwright-core'

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: Array<{ html: string; failureSummary?: string }>
}

/** Each rule of axe-core that is broken, with the elements that break it. */
const accessibilityViolations = async (page: Page): Promise<string[]> => {
  // What is still fading in has colours that nobody gets to see; what turns for ever does not come to an end.
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter(animation => animation.effect && Number.isFinite(animation.effect.getComputedTiming().endTime))
    .map(animation => animation.finished.catch(() => undefined))).then(() => undefined)`)
  await page.evaluate(AXE)
  const violations = await page.evaluate<Violation[]>('axe.run().then(result => result.violations)')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html} ${node.failureSummary ?? ''}`)
  )
}

/** Elements of the page, and the page itself, that are wider than the room they have and would be scrolled sideways. */
const scrolledSideways = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`
    [document.documentElement, ...document.querySelectorAll('body *')]
      .filter(element => element.scrollWidth > element.clientWidth + 1)
      .filter(element => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
      .map(element => element.tagName + '.' + element.className)
  `)

export const faultsOf = async (page: Page): Promise<string[]> => [
  ...(await accessibilityViolations(page)),
  ...(await scrolledSideways(page))
]

export const noObjections = async (page: Page): Promise<void> => expect(await faultsOf(page)).toEqual([])

/** The widths that must do. */
export const WIDTHS = [1024, 1280] as const

export const fitsEverybody = async (page: Page): Promise<void> => {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    await noObjections(page)
  }
}
