/** How steps get to their places in the builder's flow: dragged with the mouse, or carried with the keyboard. */
import type { Locator, Page } from 'playwright-core'
import { tabTo } from './visit'

const centreOf = async (element: Locator): Promise<{ x: number; y: number }> => {
  await element.scrollIntoViewIfNeeded()
  const box = await element.boundingBox()
  if (!box) throw new Error('It is not to be seen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

const slot = (place: string): string => `[data-place="place:${place}"]`
const over = (place: string): string => `${slot(place)}.oc-slot-over`

/** Until a moment after its end a drag lets nothing be selected: what is written in that moment would be lost. */
const canSelect = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise(done => {
    const selection = getSelection()
    const look = () => {
      if (selection.rangeCount > 0) return done(selection.removeAllRanges())
      selection.selectAllChildren(document.querySelector('.oc-panel h1'))
      setTimeout(look, 20)
    }
    look()
  })`)

/** `place`: as the builder calls it, such as `::0` (first in the main line) or `condition-x:yes:0`. */
export const dragTo = async (page: Page, from: Locator, place: string): Promise<void> => {
  const start = await centreOf(from)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 3 })
  const end = await centreOf(page.locator(slot(place)))
  await page.mouse.move(end.x, end.y, { steps: 8 })
  await page.locator(over(place)).waitFor()
  await page.mouse.up()
  await page.locator('.oc-flow-dragging').waitFor({ state: 'detached' })
  await canSelect(page)
}

const MOST_PLACES = 40

/** Picks the step up, goes from place to place with the arrow keys, and puts it down. */
export const carryTo = async (
  page: Page,
  key: string,
  place: string,
  arrow: 'ArrowUp' | 'ArrowDown'
): Promise<void> => {
  await tabTo(page, `[data-handle="${key}"]`)
  await page.keyboard.press('Space')
  await page.locator('.oc-slot-over').waitFor()
  for (let n = 0; (await page.locator(over(place)).count()) === 0; n++) {
    if (n > MOST_PLACES) throw new Error(`The arrow keys do not come to ${place}.`)
    const before = await page.locator('.oc-slot-over').getAttribute('data-place')
    await page.keyboard.press(arrow)
    // A key pressed while the places are still being measured is heard by nobody: it is pressed again.
    await page
      .locator(`.oc-slot-over:not([data-place="${before}"])`)
      .waitFor({ timeout: 3_000 })
      .catch(() => undefined)
  }
  await page.keyboard.press('Space')
  await page.locator('.oc-flow-dragging').waitFor({ state: 'detached' })
}
