/** What axe-core objects to on a page as it is now: each rule with the elements that break it. */
import fs from 'fs'
import type { Page } from 'playwright-core'

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: Array<{ html: string; failureSummary?: string }>
}

export const accessibilityViolations = async (page: Page): Promise<string[]> => {
  await page.evaluate(AXE)
  const violations = await page.evaluate<Violation[]>('axe.run().then(result => result.violations)')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html} ${node.failureSummary ?? ''}`)
  )
}

/** Elements of the page, and the page itself, that are wider than the room they have and would be scrolled sideways. */
export const scrolledSideways = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`
    [document.documentElement, ...document.querySelectorAll('body *')]
      .filter(element => element.scrollWidth > element.clientWidth + 1)
      .filter(element => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
      .map(element => element.tagName + '.' + element.className)
  `)
