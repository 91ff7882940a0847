/** A large file on its way into a campaign, stopped by a person and gone on with. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { useStudio } from './use-studio'
import { tabTo } from './visit'

jest.setTimeout(180_000)

const { api, asAdmin } = useStudio()

/** Enough that the server is still at it when somebody has thought twice. */
const MANY = 60_000

const manyPeople = (): Buffer =>
  Buffer.from(
    [
      'phone_number,nombre,ciudad',
      ...Array.from({ length: MANY }, (_, row) => `55${10_000_000 + row},Ana ${row},Ciudad de México`)
    ].join('\n')
  )

const openRecipients = async (page: Page, id: number, language: string): Promise<void> => {
  await page.goto(panelAt(`#/campaigns/${id}/edit/recipients`, language))
  await page.locator('.oc-drop').waitFor()
}

const choose = (page: Page): Promise<void> =>
  page.setInputFiles('input[type=file]', { name: 'muchas.csv', mimeType: 'text/csv', buffer: manyPeople() })

const WORDS = {
  es: {
    stop: 'Detener la subida',
    goOn: 'Continuar la subida',
    came: /Hasta ahí entraron ([\d,.]+) personas/
  },
  en: { stop: 'Stop the upload', goOn: 'Go on with the upload', came: /([\d,.]+) people had come in by then/ }
}

test.each(['es', 'en'] as const)(
  'in %s, an upload is stopped, says what came in, and is gone on with',
  language =>
    asAdmin(async (page, complaints) => {
      const words = WORDS[language]
      const id = await api.campaign(`Muchas ${language}`, [])
      await openRecipients(page, id, language)
      await choose(page)
      await page.locator('[data-upload=looked_at] .bp3-intent-primary').click()
      await page.locator('[data-upload=sending]').waitFor()
      await noObjections(page)
      // Somebody stops it when they see that people come in.
      for (;;) if ((await api.get(id)).counts.total) break
      expect(await page.getByRole('button', { name: words.stop }).count()).toBe(1)
      await tabTo(page, '[data-upload=sending] button')
      await page.keyboard.press('Enter')

      const notice = page.locator('[data-upload=called_off]')
      // Whoever has pressed a button that is gone goes on from there, not from the top of the page.
      expect(await page.evaluate<boolean>('document.activeElement.matches(".oc-place")')).toBe(true)
      await notice.getByText(words.came).waitFor()
      const said = words.came.exec(await notice.innerText())?.[1] ?? ''
      const people = Number(said.replace(/\D/g, ''))
      expect(people).toBeGreaterThan(0)
      expect(people).toBeLessThan(MANY)
      expect((await api.get(id)).counts.total).toBe(people)
      await page.locator('[data-import]').waitFor()
      await noObjections(page)

      await notice.getByRole('button', { name: words.goOn }).click()
      await page.locator('[data-upload=taken_in]').waitFor({ timeout: 120_000 })
      expect((await api.get(id)).counts.total).toBe(MANY)
      expect(complaints).toEqual([])
    })
)

test('a look at a file that is stopped leaves nothing behind', () =>
  asAdmin(async page => {
    const id = await api.campaign('Mirada', [])
    await openRecipients(page, id, 'en')
    await choose(page)
    await page.getByRole('button', { name: 'Stop the upload' }).click()
    await page.locator('.oc-drop').waitFor()
    expect(await page.locator('[data-upload]').count()).toBe(0)
    expect((await api.get(id)).counts.total).toBe(0)
  }))

const FEW = Buffer.from('phone_number,nombre\n4425550101,Ana\n4425550102,Luis\n')

test('whoever goes on with a file that was only looked at means its people: they come in first', () =>
  asAdmin(async (page, complaints) => {
    const id = await api.campaign('Sin detenerse', [])
    await openRecipients(page, id, 'en')
    await page.setInputFiles('input[type=file]', { name: 'pocas.csv', mimeType: 'text/csv', buffer: FEW })
    await page.locator('[data-upload=looked_at]').waitFor()
    await page.locator('.oc-form-foot .bp3-intent-primary').click()
    await page.locator('.oc-table-form').waitFor()
    expect(page.url()).toContain(`#/campaigns/${id}/edit/variables`)
    expect((await api.get(id)).counts.total).toBe(2)
    expect(complaints).toEqual([])
  }))
