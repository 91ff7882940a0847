/** The two ways of using a page, so that one test does the same job with a mouse and with the keyboard alone. */
import type { Page } from 'playwright-core'
import { tabTo } from './visit'

export interface Hands {
  press(selector: string): Promise<void>
  /** Replaces what stands in the field. */
  write(selector: string, text: string): Promise<void>
  choose(selector: string, value: string): Promise<void>
}

export type Way = 'mouse' | 'keyboard'

const mouse = (page: Page): Hands => ({
  press: selector => page.locator(selector).first().click(),
  write: (selector, text) => page.locator(selector).first().fill(text),
  choose: async (selector, value) => {
    await page.locator(selector).first().selectOption(value)
  }
})

const keyboard = (page: Page): Hands => {
  /** Tab does not wait for what has not come yet. */
  const goTo = async (selector: string): Promise<void> => {
    await page.locator(selector).first().waitFor()
    await tabTo(page, selector)
  }
  return {
    press: async selector => {
      await goTo(selector)
      const kind = await page.evaluate<string>('document.activeElement.type ?? ""')
      await page.keyboard.press(kind === 'radio' || kind === 'checkbox' ? 'Space' : 'Enter')
    },
    write: async (selector, text) => {
      await goTo(selector)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    choose: async (selector, value) => {
      await page.locator(`${selector} option[value=${JSON.stringify(value)}]`).waitFor({ state: 'attached' })
      await goTo(selector)
      const label = await page.evaluate<string>(
        `Array.from(document.activeElement.options).find(option => option.value === ${JSON.stringify(value)}).text`
      )
      await page.keyboard.type(label)
    }
  }
}

export const handsOn = (page: Page, way: Way): Hands => (way === 'mouse' ? mouse(page) : keyboard(page))
