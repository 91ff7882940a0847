/**
 * The whole job as a person does it, from the first start to the last cancel, against a provider that throttles, breaks
 * and refuses: in both languages, with a mouse and with the keyboard alone.
 */
import fs from 'fs'
import type { Page } from 'playwright-core'
import { handsOn, type Way } from './hands'
import { panelAt } from './addresses'
import { numberMaker } from './module-api'
import { useStudio } from './use-studio'

jest.setTimeout(300_000)

const { asAdmin } = useStudio({ one: 'for each test' })

const PATIENCE = { timeout: 120_000 }

const RUNS: Array<{ language: 'es' | 'en'; way: Way; column: string }> = [
  { language: 'es', way: 'mouse', column: 'nombre' },
  { language: 'en', way: 'mouse', column: 'name' },
  { language: 'es', way: 'keyboard', column: 'nombre' }
]

interface File {
  name: string
  mimeType: string
  buffer: Buffer
}

const outcome = (page: Page, name: string, count: number): Promise<void> =>
  page.locator(`[data-outcome=${name}][data-count="${count}"]`).waitFor(PATIENCE)

const status = (page: Page, wanted: string): Promise<void> =>
  page.locator(`.oc-header [data-status=${wanted}]`).waitFor(PATIENCE)

describe.each(RUNS)('in $language, with the $way', ({ language, way, column }) => {
  /** Good ones, one that is throttled, one whose first request breaks, one that works again, two that never will. */
  const people = (): File => {
    const numbers = numberMaker()
    const phones = [
      ...numbers(20),
      ...numbers(1, '980429'),
      ...numbers(1, '980500'),
      ...numbers(1, '971300'),
      ...numbers(2, '991300')
    ]
    const rows = phones.map((phone, row) => `${phone},Ana ${row + 1},10%`)
    const header = fs.readFileSync(sample, 'utf8').split('\r\n')[0]?.replace('\ufeff', '')
    return csv('mas.csv', [header, ...rows].join('\n'))
  }

  const csv = (name: string, content: string): File => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(content)
  })

  let sample = ''

  test('the whole job', () =>
    asAdmin(async (page, complaints) => {
      const { press, write, choose } = handsOn(page, way)
      let chosen: File | null = null
      // From the beginning: a dialog that opens while the browser is still being told is nobody's.
      page.on('filechooser', chooser => void chooser.setFiles(chosen ?? []))
      const upload = async (file: File): Promise<void> => {
        chosen = file
        await press('.oc-drop input')
        await press('[data-upload=looked_at] .bp3-intent-primary')
        await page.locator('[data-upload=taken_in]').waitFor()
      }
      const goOn = (): Promise<void> => press('.oc-form-foot .bp3-intent-primary')
      const download = async (selector: string): Promise<string> => {
        const [file] = await Promise.all([page.waitForEvent('download'), press(selector)])
        return file.path()
      }

      // Nothing is there yet: the panel offers a file to begin with, and the first campaign.
      await page.goto(panelAt('', language))
      await page.locator('.oc-message-actions').waitFor()
      sample = await download('.oc-message-actions button')
      await press('.oc-message-actions a')
      await write('#oc-name', 'Octubre')
      await press('.oc-choice input')
      await page.locator('[data-saving=saved]').waitFor()
      await goOn()
      await upload(csv('ejemplo.csv', fs.readFileSync(sample, 'utf8')))
      await upload(people())
      await goOn()
      await choose('.oc-table-form select', column)
      await write('.oc-table-form tbody input', 'amigo')
      await page.locator('.oc-bubble', { hasText: 'Ana' }).waitFor()
      await goOn()
      await write('#oc-batch-size', '4')
      await write('#oc-interval', '2')
      await choose('.oc-pace select', 'second')
      await goOn()
      await page.locator('#oc-zone').waitFor()
      await goOn()
      await write('#oc-test-to', '4429990000')
      await press('.oc-test button')
      await page.locator('.oc-test .bp3-intent-success').waitFor()
      await page.locator('[data-start]:not([disabled])').waitFor()
      await press('[data-start]')

      await status(page, 'running')
      await press('.oc-header [data-action=pause]')
      await status(page, 'paused')
      await press('.oc-pace-now .oc-link')
      await write('#oc-page-batch', '100')
      await write('#oc-page-interval', '1')
      await press('.oc-pace-form .bp3-intent-primary')
      await page.locator('[data-pace]', { hasText: '100' }).waitFor()
      await press('.oc-header [data-action=resume]')

      // The throttled and the broken one come through by themselves; three are refused for good.
      await status(page, 'completed')
      await outcome(page, 'read', 25)
      await outcome(page, 'failed', 3)
      await press('[data-card=errors] .oc-card-head .bp3-intent-primary')
      await outcome(page, 'read', 26)
      await outcome(page, 'failed', 2)
      await status(page, 'completed')

      // The rest is corrected in the file and sent in a copy, which is cancelled in the middle.
      await choose('.oc-export select', 'failed')
      const failed = fs.readFileSync(await download('.oc-export button'), 'utf8')
      expect(failed.trim().split(/\r?\n/)).toHaveLength(3)
      await press('.oc-header [data-action=clone]')
      await page.waitForURL(/edit\/message$/)
      await page.locator('#oc-name').waitFor()
      await goOn()
      await upload(csv('corregidos.csv', failed.replace(/991300\b/g, '123456')))
      await goOn()
      await page.locator('.oc-table-form').waitFor()
      await goOn()
      await write('#oc-batch-size', '1')
      await choose('.oc-pace select', 'hour')
      await goOn()
      await page.locator('#oc-zone').waitFor()
      await goOn()
      await page.locator('[data-start]:not([disabled])').waitFor()
      await press('[data-start]')
      await outcome(page, 'read', 1)
      await press('.oc-header [data-action=cancel]')
      await press('[role=alertdialog] .bp3-intent-danger')
      await status(page, 'cancelled')
      await outcome(page, 'cancelled', 1)
      expect(complaints).toEqual([])
    }))
})
