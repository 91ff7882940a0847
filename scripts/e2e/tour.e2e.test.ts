/**
 * The tour of the README, as somebody takes it who reads no other line: every name that is set in bold there is pressed
 * or looked for in the order in which it stands there. What the README says of a screen is so, in both languages.
 */
import fs from 'fs'
import path from 'path'
import type { Page } from 'playwright-core'
import { panelAt } from './addresses'
import { useStudio } from './use-studio'

jest.setTimeout(180_000)

const { asAdmin } = useStudio({ one: 'for each test' })

const ROOT = path.join(__dirname, '../..')
const MINUTE = { timeout: 60_000 }

const TOURS = [
  { language: 'en', readme: 'README.md', heading: '### A tour' },
  { language: 'es', readme: 'README.es.md', heading: '### Un recorrido' }
]

/** The names in the numbered steps: those in bold are on the screen, those set as code are what is typed or chosen. */
const stepsOf = (readme: string, heading: string) => {
  const text = fs.readFileSync(path.join(ROOT, readme), 'utf8')
  const [tour = ''] = (text.split(`${heading}\n`)[1] ?? '').split(/^#/m)
  const steps = tour.slice(tour.indexOf('\n1. '))
  const all = (pattern: RegExp) =>
    [...steps.matchAll(pattern)].map(([, name = '']) => name.replace(/\s+/g, ' '))
  return { names: all(/\*\*([^*]+)\*\*/g), words: all(/`([^`]+)`/g) }
}

describe.each(TOURS)('the tour of $readme', ({ language, readme, heading }) => {
  /** Takes the names one after the other: one that is left over, or missing, is told by the next. */
  const reader = (page: Page) => {
    const { names, words } = stepsOf(readme, heading)
    const nextName = () => names.shift() ?? 'no name is left in the tour'
    const onScreen = (text: string) => {
      // A step of the form has its number before its name.
      const name = new RegExp(`^(\\d+\\s*)?${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
      return page
        .getByRole('button', { name })
        .or(page.getByRole('link', { name }))
        .or(page.getByRole('tab', { name }))
        .first()
    }
    return {
      names,
      words,
      word: () => words.shift() ?? 'no word is left in the tour',
      press: () => onScreen(nextName()).click(),
      see: () => page.getByText(nextName(), { exact: true }).first().waitFor()
    }
  }

  const answerAs = async (page: Page, person: string, text: string): Promise<void> => {
    await page.locator('[data-number]', { hasText: person }).click()
    const field = page.locator('[data-phone] input')
    await field.fill(text)
    await field.press('Enter')
    await page.locator('[data-phone]').getByText(text, { exact: true }).first().waitFor()
  }

  const figure = (page: Page, name: string, count: number): Promise<void> =>
    page.locator(`[data-figure=${name}] dd`, { hasText: new RegExp(`^${count}$`) }).waitFor(MINUTE)

  test('goes as it is written', () =>
    asAdmin(async page => {
      const { names, words, word, press, see } = reader(page)
      await page.goto(panelAt('', language))

      await press()
      await page.locator('#oc-name').fill(word())
      await page.locator('.oc-choice', { hasText: word() }).first().click()
      await press()

      await page.setInputFiles('input[type=file]', path.join(ROOT, word()))
      await page.locator('[data-upload=looked_at]').waitFor()
      await press()

      await page.locator('.oc-bubble', { hasText: 'Ana' }).waitFor()
      await press()
      await press()

      await page.locator('.oc-header [data-status=completed]').waitFor(MINUTE)
      expect(await page.locator('[data-recipient]').count()).toBe(10)
      const failed = page.locator('[data-card=errors] tbody tr')
      expect(await failed.count()).toBe(2)

      await press()
      await answerAs(page, 'Ana', word())
      await answerAs(page, 'Luis', word())
      await press()
      await page.getByRole('link', { name: 'October' }).click()
      await see()
      await figure(page, 'replied', 2)
      await figure(page, 'opted_out', 1)
      await press()
      await page.locator('tr', { hasText: '5550102' }).waitFor()

      await page.goBack()
      await page.locator('[data-recipient]').first().waitFor()
      const [download] = await Promise.all([page.waitForEvent('download'), press()])
      const given = fs
        .readFileSync(await download.path(), 'utf8')
        .trim()
        .split('\n')
      expect(given).toHaveLength(3)

      await press()
      await press()
      await press()
      await press()
      await press()
      await press()
      await page.locator('#oc-lead-email').fill(word())
      await press()
      await page.locator('[data-card=enrollments] select').selectOption({ index: 1 })
      await press()

      await press()
      await press()
      const mails = page.locator('[data-mail]')
      await mails.first().waitFor(MINUTE)
      expect(await mails.count()).toBe(1)
      await press()
      await mails.nth(1).waitFor(MINUTE)

      expect({ names, words }).toEqual({ names: [], words: [] })
    }))
})
