/** Every screen of sequences, with what must be there before its picture is taken. */
import type { Page } from 'playwright-core'
import type { Screen } from './screens'
import type { SequenceWorld } from './sequence-world'

/** How the other screens are opened as well. */
export interface Shown {
  /** Opens an address of the panel anew, and waits for something on it. */
  open(page: Page, hash: string, ready: string): Promise<void>
  waitFor(page: Page, selector: string): Promise<void>
  documented(name: string, height: Screen['height'], show: Screen['show']): Screen
  toLookAt(name: string, height: Screen['height'], show: Screen['show']): Screen
}

export const sequenceScreens = (
  { live, ready }: SequenceWorld,
  { open, waitFor, documented, toLookAt }: Shown
): Screen[] => {
  const steps = async (page: Page, id: number): Promise<void> => {
    await open(page, `#/sequences/${id}`, '[data-builder]')
    await page.locator('[data-view=flow]').click()
    await waitFor(page, '[data-flow] [data-step]')
  }
  const part = (type: string): Screen =>
    toLookAt(`sequence-${type}`, 'window', async page => {
      await steps(page, live)
      await page.locator(`[data-flow] [data-type=${type}] [data-open]`).first().click()
      await waitFor(page, `[data-panel=${type}]`)
    })
  return [
    toLookAt('sequences-nothing-found', 'window', page =>
      open(page, '#/sequences?search=zzz', '.oc-message')
    ),
    documented('sequence', 'whole', page => steps(page, live)),
    toLookAt('sequence-ready', 'whole', page => steps(page, ready)),
    toLookAt('sequence-simulate', 'whole', page =>
      open(page, `#/sequences/${live}/simulate`, '[data-simulation=ready]')
    ),
    part('email'),
    part('whatsapp'),
    part('condition'),
    part('task'),
    toLookAt('sequence-list', 'whole', async page => {
      await steps(page, live)
      await page.locator('[data-view=list]').click()
      await page.locator('.oc-add-last button').click()
      await page.locator('[data-entry=webhook]').click()
      await waitFor(page, '[data-panel=webhook]')
      await waitFor(page, '[data-problems]')
    }),
    toLookAt('sequence-people', 'window', async page => {
      await page.evaluate('localStorage.clear()')
      await steps(page, live)
      await page.locator('[data-menu=step-welcome]').click()
      await page.locator('[data-entry=delete]').click()
      await page.locator('[data-action=save]').click()
      await waitFor(page, '[data-people] tbody tr')
    }),
    toLookAt('sequence-settings', 'whole', async page => {
      await page.evaluate('localStorage.clear()')
      await open(page, `#/sequences/${live}/settings`, '[data-section=mails]')
    })
  ]
}
