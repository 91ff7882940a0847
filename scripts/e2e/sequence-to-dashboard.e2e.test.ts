/**
 * One way through all of it, as a person goes: a sequence is made and tried, leads come out of a file and into it, days
 * pass on the sandbox's clock, people open, follow a link and answer, and the dashboard says what the API says.
 */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { expectDashboard } from './dashboard-read'
import { handsOn, type Hands } from './hands'
import { numberMaker } from './module-api'
import { newName } from './names'
import { expectMade, isSaved, makeWithKeyboard, makeWithMouse, type MadeSequence } from './sequence-making'
import { useStudio } from './use-studio'

jest.setTimeout(240_000)

const { api, asAdmin } = useStudio()

const numbers = numberMaker()
const NAMES = ['Ana', 'Luis', 'Eva', 'Juan', 'María', 'Óscar'] as const

interface Person {
  name: string
  email: string
  phone: string
}

const peopleOf = (profile: string): Person[] => {
  const phones = numbers(NAMES.length)
  return NAMES.map((name, n) => ({
    name,
    email: `lead${n}.${profile.replace(' ', '')}@example.com`.toLowerCase(),
    phone: phones[n] ?? ''
  }))
}

const csvOf = (people: readonly Person[], profile: string) => ({
  name: 'gente.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'correo,celular,nombre,empresa,icp',
      ...people.map(({ email, phone, name }) => `${email},${phone},${name},Bar ${name},${profile}`),
      ''
    ].join('\n')
  )
})

const PATIENT_MS = 60_000

/** Until the API says so: the engine looks every second. */
const until = async <T>(path: string, isSo: (answer: T) => boolean): Promise<void> => {
  const since = Date.now()
  for (;;) {
    const answer = await api.call<T>('GET', path)
    if (isSo(answer)) return
    if (Date.now() - since > PATIENT_MS) throw new Error(`${path} goes on saying ${JSON.stringify(answer)}`)
    await new Promise(done => setTimeout(done, 200))
  }
}

interface Happened {
  happened: Record<'sent' | 'opened' | 'clicked' | 'replied' | 'started', number>
}

const happened = (sequence: number, isSo: (counts: Happened['happened']) => boolean): Promise<void> =>
  until<Happened>(`/metrics/summary?sequence_id=${sequence}`, ({ happened: counts }) => isSo(counts))

const simulate = async (page: Page, hands: Hands): Promise<void> => {
  await hands.press('.oc-parts a[href$="/simulate"]')
  await page.locator('[data-simulation=ready]').waitFor()
  await page.locator('[data-taken=no]').waitFor()
  expect(await page.locator('[data-way-step]').count()).toBe(4)
  await page.locator('[data-end=completed]').waitFor()
  await noObjections(page)
}

const importPeople = async (page: Page, hands: Hands, people: Person[], profile: string): Promise<void> => {
  const places = page.locator('.oc-places')
  await places.waitFor()
  await hands.press('.oc-places a[href$="#/leads"]')
  await hands.press('.oc-header-actions a[href$="#/leads/import"], .oc-message a[href$="#/leads/import"]')
  await page.locator('.oc-drop').waitFor()
  await noObjections(page)
  page.once('filechooser', chooser => void chooser.setFiles(csvOf(people, profile)))
  await hands.press('.oc-drop input')
  await page.locator('[data-upload=looked_at]').waitFor()
  await noObjections(page)
  await hands.press('[data-upload=looked_at] .bp3-intent-primary')
  await page.locator('[data-upload=taken_in]').waitFor()
}

const PROFILE = { es: 'Perfil de cliente ideal (ICP)', en: 'Ideal customer profile (ICP)' }

const enrolProfile = async (
  page: Page,
  hands: Hands,
  { language, profile, sequence }: { language: keyof typeof PROFILE; profile: string; sequence: number }
): Promise<void> => {
  await page.goto(panelAt('#/leads', language))
  await hands.choose(`select[aria-label="${PROFILE[language]}"]`, profile)
  await page.waitForURL(/icp=/)
  await page.waitForFunction(`document.querySelectorAll('tr[data-lead]').length === ${NAMES.length}`)
  await hands.press('thead input[type=checkbox]')
  await hands.choose('.oc-selected select', String(sequence))
  await noObjections(page)
  await hands.press('.oc-selected .bp3-intent-primary')
  await page.locator('.oc-confirm').waitFor()
  await hands.press('.oc-confirm .bp3-intent-danger')
  await page.locator(`.oc-results[data-enrolled="${NAMES.length}"]`).waitFor()
  await noObjections(page)
}

/** On the sandboxes' page, and waits until the module knows of it. */
const advance = async (page: Page, hands: Hands, time: string): Promise<void> => {
  await page.locator('[data-now]').waitFor()
  const before = Number(await page.locator('[data-offset]').getAttribute('data-offset'))
  await hands.press(`[data-advance="${time}"]`)
  await page.waitForFunction(`Number(document.querySelector('[data-offset]').dataset.offset) > ${before}`)
}

/** The picture that counts is loaded with the mail. */
const openMail = async (page: Page, hands: Hands, { email }: Person, subject: string): Promise<void> => {
  const line = page.locator('[data-mail]', { hasText: email }).filter({ hasText: subject })
  await hands.press(`[data-mail="${await line.getAttribute('data-mail')}"]`)
  await page.locator('article.sandbox-mail', { hasText: email }).locator('iframe').waitFor()
}

interface Noticed {
  items: Array<{ lead_id: number }>
}

/** Of so many people, however often. */
const noticed = (sequence: number, type: string, people: number): Promise<void> =>
  until<Noticed>(
    `/events?sequence_id=${sequence}&type=${type}&limit=100`,
    ({ items }) => new Set(items.map(({ lead_id }) => lead_id)).size === people
  )

const answer = async (page: Page, hands: Hands, { phone }: Person, words: string): Promise<void> => {
  await hands.press(`[data-number="521${phone}"]`)
  await page.locator(`[data-phone="521${phone}"] [data-message]`).first().waitFor()
  await hands.write('.sandbox-answer input', words)
  await page.keyboard.press('Enter')
  await page.locator(`[data-phone="521${phone}"] [data-said="${words}"]`).waitFor()
}

const doTask = async (page: Page, hands: Hands, { name }: Person): Promise<void> => {
  const row = page.locator('tr[data-task]', { hasText: `Call ${name}` })
  const task = await row.getAttribute('data-task')
  await noObjections(page)
  await hands.press(`tr[data-task="${task}"] button`)
  await page.locator('.oc-dialog').waitFor()
  await hands.press('.oc-dialog .bp3-intent-primary')
  await row.waitFor({ state: 'detached' })
}

const RUNS = [
  { language: 'es', way: 'mouse', make: makeWithMouse },
  { language: 'en', way: 'keyboard', make: makeWithKeyboard }
] as const

test.each(RUNS)(
  'in $language with the $way, from the first step to the dashboard',
  ({ language, way, make }) =>
    asAdmin(async (page, complaints) => {
      await page.context().route('https://casanopal.example/**', route => route.fulfill({ body: 'Carta' }))
      const hands = handsOn(page, way)
      const profile = newName('Hoteles')
      const people = peopleOf(profile)
      const sequence = await make(page, newName('Bienvenida'))
      const path = `/sequences/templates/${sequence}`
      expectMade(await api.call<MadeSequence>('GET', path))
      await page.setViewportSize({ width: 1280, height: 800 })

      await simulate(page, hands)
      await hands.press('[data-action=activate]')
      await page.locator('[data-action=deactivate]').waitFor()
      await isSaved(page)
      expect((await api.call<MadeSequence>('GET', path)).active).toBe(true)

      await importPeople(page, hands, people, profile)
      await enrolProfile(page, hands, { language, profile, sequence })

      // Half of them read the first mail, an hour after it came, and one follows its link.
      await happened(sequence, ({ sent }) => sent === 6)
      await page.goto(`/studio/sandbox?lang=${language}#mail`)
      await advance(page, hands, '1h')
      for (const [read, person] of people.slice(0, 3).entries()) {
        await openMail(page, hands, person, 'First')
        await noticed(sequence, 'opened', read + 1)
      }
      const [tab] = await Promise.all([
        page.context().waitForEvent('page'),
        page.frameLocator('article iframe').getByRole('link', { name: 'Carta' }).click()
      ])
      await tab.waitForURL('https://casanopal.example/carta*')
      await tab.close()
      await noticed(sequence, 'clicked', 1)
      await noObjections(page)
      await advance(page, hands, '1h')
      await happened(sequence, ({ opened, clicked }) => opened === 3 && clicked === 1)

      // Three days later the others get another mail, and who has read the first one is somebody's task.
      await advance(page, hands, '3d')
      await happened(sequence, ({ sent }) => sent === 6 + 3)
      const [called, , , mailed] = people
      if (!called || !mailed) throw new Error('Nobody is there.')
      await page.goto(panelAt(`#/tasks?sequence=${sequence}`, language))
      await doTask(page, hands, called)

      // Two days behind their task or their second mail they get a message on their phone, which two of them answer.
      await page.goto(`/studio/sandbox?lang=${language}#phones`)
      await advance(page, hands, '3d')
      await happened(sequence, ({ sent }) => sent === 6 + 3 + 4)
      await answer(page, hands, called, 'Sí, me interesa')
      await answer(page, hands, mailed, 'Cuéntame más')
      await noObjections(page)
      await happened(sequence, ({ replied }) => replied === 2)

      for (const shown of [null, sequence]) {
        await page.goto('about:blank')
        await page.goto(panelAt(shown === null ? '#/dashboard' : `#/dashboard?sequence=${shown}`, language))
        await expectDashboard(page, api, language, shown)
        await noObjections(page)
      }
      expect(complaints).toEqual([])
    })
)
