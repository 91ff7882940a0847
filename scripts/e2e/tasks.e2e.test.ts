/** What people have to do for steps of sequences: found by when it is due, done or skipped. */
import fs from 'fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessibilityViolations } from './accessibility'
import { openBrowser } from './browser'
import { makeDataFolder, startLocalStudio, type LocalStudio } from './local-studio'
import { moduleApi, type ModuleApi } from './module-api'
import { signIn, tabTo, withPage } from './visit'

jest.setTimeout(120_000)

const PANEL = '/studio/demo/modules/outbound-campaigns'

let dataDir = ''
let studio: LocalStudio
let browser: Browser
let admin: BrowserContext
let api: ModuleApi

interface TaskState {
  id: number
  title: string
  due: string
  status: string
  result: string | null
  enrollment_id: number
}

const tasksOf = async (query: string): Promise<TaskState[]> =>
  (await api.call<{ items: TaskState[] }>('GET', `/tasks?${query}`)).items

/** The engine looks every second: until everybody stands before their task. */
const untilTasks = async (count: number): Promise<void> => {
  while ((await tasksOf('limit=100')).length < count) await new Promise(done => setTimeout(done, 100))
}

const sequenceWith = async (name: string, config: Record<string, unknown>): Promise<number> => {
  const { id } = await api.call<{ id: number }>('POST', '/sequences/templates', {
    name,
    active: true,
    steps: [
      { key: 'call', type: 'task', config: { title: 'Llamar a {{first_name}}', blocks: true, ...config } },
      { key: 'later', type: 'task', config: { title: 'Escribir a {{first_name}}', due_days: 3 } }
    ]
  })
  return id
}

const PEOPLE = ['Ana', 'Luis', 'Eva', 'Juan', 'María', 'Óscar']

beforeAll(async () => {
  dataDir = makeDataFolder()
  studio = await startLocalStudio(dataDir)
  browser = await openBrowser()
  admin = await signIn(browser, studio.url, studio.links[0])
  api = await moduleApi(admin, studio.url)
  const ids: number[] = []
  for (const first_name of PEOPLE) {
    const { id } = await api.call<{ id: number }>('POST', '/leads', { ext_id: first_name, first_name })
    ids.push(id)
  }
  const late = await sequenceWith('Llamadas', {})
  const soon = await sequenceWith('Más tarde', { due_days: 5, note: 'Preguntar por fechas' })
  for (const [sequence, people] of [
    [late, ids.slice(0, 4)],
    [soon, ids.slice(4)]
  ])
    await api.call('POST', '/sequences/enrollments/bulk', { template_id: sequence, lead_ids: people })
  await untilTasks(PEOPLE.length)
  // What was to be done at once is late on the next day.
  await admin.request.post(`${studio.url}/sandbox/clock`, { data: { advance: '1d' } })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await studio?.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}, 30_000)

const noObjections = async (page: Page): Promise<void> =>
  expect(await accessibilityViolations(page)).toEqual([])

const WORDS = {
  es: {
    done: 'Hecha',
    skip: 'Omitir',
    result: 'Resultado (opcional)',
    status: 'Estado',
    listDone: 'Hechas',
    sequence: 'Secuencia'
  },
  en: {
    done: 'Done',
    skip: 'Skip',
    result: 'Result (optional)',
    status: 'Status',
    listDone: 'Done',
    sequence: 'Sequence'
  }
}

/** Whose tasks each language's test ends. */
const OF = { es: ['Ana', 'Luis'], en: ['Eva', 'Juan'] } as const

test.each(['es', 'en'] as const)('in %s, what is late is done with its result, or skipped', language =>
  withPage(admin, async (page, complaints) => {
    const words = WORDS[language]
    const [done, skipped] = OF[language]
    await page.goto(`${PANEL}?lang=${language}#/tasks`)
    await page.locator('[data-part=overdue] tr[data-task]').first().waitFor()
    const parts = await page.evaluate<string[]>(
      "Array.from(document.querySelectorAll('[data-part]'), part => part.dataset.part)"
    )
    expect(parts).toEqual(['overdue', 'later'])
    expect(await page.locator('[data-part=later]').innerText()).toContain('Preguntar por fechas')
    await noObjections(page)

    const rowOf = (name: string) => page.locator('tr[data-task]', { hasText: `Llamar a ${name}` })
    await rowOf(done).getByText(words.done, { exact: true }).click()
    await page.locator('.oc-dialog').waitFor()
    await noObjections(page)
    await page.getByLabel(words.result).fill('Quiere una cita')
    await page.locator('.oc-dialog .bp3-intent-primary').click()
    await rowOf(done).waitFor({ state: 'detached' })

    await rowOf(skipped).getByText(words.skip, { exact: true }).click()
    await tabTo(page, '.oc-dialog .bp3-intent-primary')
    await page.keyboard.press('Enter')
    await rowOf(skipped).waitFor({ state: 'detached' })
    expect((await tasksOf('status=skipped')).map(({ title }) => title)).toContain(`Llamar a ${skipped}`)

    await page.getByLabel(words.status).selectOption({ label: words.listDone })
    await page.waitForURL(/status=done/)
    const row = page.locator('tr[data-task]', { hasText: `Llamar a ${done}` })
    await row.getByText(/Quiere una cita/).waitFor()
    await noObjections(page)
    await row.getByRole('link', { name: done }).click()
    await page.locator('h1', { hasText: done }).waitFor()
    await page.locator('[data-entry="task.done"]', { hasText: 'Quiere una cita' }).waitFor()
    expect(complaints).toEqual([])
  })
)

test('they are filtered by sequence, and a task that somebody else has ended says so', () =>
  withPage(admin, async page => {
    const [task] = (await tasksOf('limit=100')).filter(({ title }) => title === 'Llamar a María')
    await page.goto(`${PANEL}?lang=es#/tasks`)
    await page.getByLabel(WORDS.es.sequence).selectOption({ label: 'Más tarde' })
    await page.waitForURL(/sequence=\d/)
    await page.waitForFunction("document.querySelectorAll('tr[data-task]').length === 2")
    const row = page.locator('tr[data-task]', { hasText: 'Llamar a María' })
    await row.getByText(WORDS.es.done, { exact: true }).click()
    await page.locator('.oc-dialog').waitFor()
    await api.call('PUT', `/tasks/${task?.id}`, { status: 'skipped' })
    await page.locator('.oc-dialog .bp3-intent-primary').click()
    await page.locator('.oc-dialog [role=alert]').waitFor()
    await noObjections(page)
    expect((await tasksOf('status=skipped')).map(({ id }) => id)).toContain(task?.id)
  }))
