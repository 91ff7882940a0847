/** What people have to do for steps of sequences: found by when it is due, done or skipped. */
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newName } from './names'
import { useStudio } from './use-studio'
import { tabTo } from './visit'

jest.setTimeout(120_000)

const { advance, api, asAdmin } = useStudio()

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

/** The engine looks every second: until everybody stands before their task. */
const untilCalled = async (people: readonly string[]): Promise<void> => {
  for (;;) {
    const titles = (await tasksOf('status=open&limit=100')).map(({ title }) => title)
    if (people.every(name => titles.includes(`Llamar a ${name}`))) return
    await new Promise(done => setTimeout(done, 100))
  }
}

/** Two people of their own for each try, whom somebody has to call. */
const twoIn = async (sequence: number): Promise<[string, string]> => {
  const people: [string, string] = [newName('Ana'), newName('Luis')]
  const ids: number[] = []
  for (const first_name of people) {
    const { id } = await api.call<{ id: number }>('POST', '/leads', { ext_id: first_name, first_name })
    ids.push(id)
  }
  await api.call('POST', '/sequences/enrollments/bulk', { template_id: sequence, lead_ids: ids })
  await untilCalled(people)
  return people
}

let atOnce = 0

beforeAll(async () => {
  atOnce = await sequenceWith('Llamadas', {})
  await twoIn(await sequenceWith('Más tarde', { due_days: 30, note: 'Preguntar por fechas' }))
}, 180_000)

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

test.each(['es', 'en'] as const)('in %s, what is late is done with its result, or skipped', language =>
  asAdmin(async (page, complaints) => {
    const words = WORDS[language]
    const [done, skipped] = await twoIn(atOnce)
    // What was to be done at once is late on the next day.
    await advance('1d')
    await page.goto(panelAt('#/tasks', language))
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
  asAdmin(async page => {
    const sequence = newName('Muy tarde')
    const [name] = await twoIn(await sequenceWith(sequence, { due_days: 30 }))
    const [task] = (await tasksOf('limit=100')).filter(({ title }) => title === `Llamar a ${name}`)
    await page.goto(panelAt('#/tasks', 'es'))
    await page.getByLabel(WORDS.es.sequence).selectOption({ label: sequence })
    await page.waitForURL(/sequence=\d/)
    await page.waitForFunction("document.querySelectorAll('tr[data-task]').length === 2")
    const row = page.locator('tr[data-task]', { hasText: `Llamar a ${name}` })
    await row.getByText(WORDS.es.done, { exact: true }).click()
    await page.locator('.oc-dialog').waitFor()
    await api.call('PUT', `/tasks/${task?.id}`, { status: 'skipped' })
    await page.locator('.oc-dialog .bp3-intent-primary').click()
    await page.locator('.oc-dialog [role=alert]').waitFor()
    await noObjections(page)
    expect((await tasksOf('status=skipped')).map(({ id }) => id)).toContain(task?.id)
  }))
