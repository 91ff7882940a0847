/** A sequence before anybody is in it, against the built Local Studio: somebody's way through it, and a mail beside its preview. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newEmail, newName } from './names'
import { useStudio } from './use-studio'
import { tick } from './visit'

jest.setTimeout(120_000)

const { api, asAdmin } = useStudio()

const mail = (key: string, more: object = {}) => ({
  type: 'email',
  key,
  config: { subject: `${key} for {{ first_name }}`, html: `<p>Hello {{ first_name }}, ${key}.</p>` },
  ...more
})

/** Welcome; three days later whether they opened it: a call, or a second mail; a last mail four days later. */
const STEPS = [
  mail('welcome'),
  {
    type: 'condition',
    key: 'opened',
    config: { check: { kind: 'opened', step_key: 'welcome' }, within_days: 3 }
  },
  {
    type: 'task',
    key: 'call',
    parent_key: 'opened',
    branch: 'yes',
    config: { title: 'Call {{ first_name }}' }
  },
  mail('again', { parent_key: 'opened', branch: 'no' }),
  mail('last', { delay_days: 3 })
]

const make = async (): Promise<number> => {
  const { id } = await api.call<{ id: number }>('POST', '/sequences/templates', {
    name: newName('Preview'),
    steps: STEPS,
    settings: {
      send_window: { from: '09:00', to: '18:00' },
      skip_weekends: true,
      timezone: 'America/Mexico_City'
    }
  })
  return id
}

const open = async (page: Page, id: number, part: string, language: string): Promise<void> => {
  await page.goto(panelAt(`#/sequences/${id}${part}`, language))
  await page.locator('[data-builder]').waitFor()
}

const comesAt = (page: Page, step: string, at: string): Promise<void> =>
  page.locator(`[data-way-step="${step}"][data-at="${at}"]`).waitFor()

/** Begins on Thursday, 10 January 2030, at two in the afternoon: three days later is a Sunday. */
const beginThen = async (page: Page): Promise<void> => {
  await page.locator('[data-simulation]').waitFor()
  await tick(page, '[data-simulate=start] input[value=then]')
  await page.locator('#oc-simulate-date').fill('2030-01-10')
  await page.locator('#oc-simulate-time').fill('14:00')
}

const suppose = async (page: Page, what: string): Promise<void> => {
  await page.locator('[data-menu=suppose]').click()
  await page.locator(`[data-entry=${what}][role=menuitem]`).click()
}

const WORDS = {
  en: {
    why: 'Sunday skipped; the window opens at 09:00 in Mexico City.',
    no: 'No: the time was over',
    yes: 'Yes: it came true in time',
    stops: 'The sequence stops here for them.'
  },
  es: {
    why: 'Se omite el domingo; el horario de envío abre a las 09:00 en Ciudad de México.',
    no: 'No: se acabó el plazo',
    yes: 'Sí: se cumplió a tiempo',
    stops: 'La secuencia se detiene aquí para esta persona.'
  }
} as const

test.each(['en', 'es'] as const)('a way through it, and what if, in %s', language =>
  asAdmin(async (page, complaints) => {
    const words = WORDS[language]
    await open(page, await make(), '/simulate', language)
    await beginThen(page)
    await comesAt(page, 'welcome', '2030-01-10 14:00')
    await page.locator('[data-way-step=opened] [data-taken=no]', { hasText: words.no }).waitFor()
    await comesAt(page, 'again', '2030-01-14 09:00')
    expect(await page.locator('[data-way-step=again] [data-why]').innerText()).toBe(words.why)
    await comesAt(page, 'last', '2030-01-17 09:00')
    await page.locator('[data-end=completed]').waitFor()

    await page.locator('[data-way-step=again] [data-action=show]').click()
    await page.frameLocator('[data-way-step=again] iframe').getByText('Hello Ana, again.').waitFor()
    expect(await page.locator('[data-way-step=again] iframe').getAttribute('sandbox')).toBe('')
    await noObjections(page)

    // They open the first mail: the other branch, and everything after it comes at another time.
    await suppose(page, 'opened')
    await page.locator('[data-happens=opened] select').selectOption('welcome')
    await page.locator('[data-way-step=opened] [data-taken=yes]', { hasText: words.yes }).waitFor()
    await page.locator('[data-way-step=call] [data-difference=new]').waitFor()
    await page.locator('[data-missing="1"]').waitFor()

    // They reply two days later: nothing more comes.
    await suppose(page, 'replied')
    await page.locator('[data-happens=replied] input[inputmode=numeric]').fill('2')
    await page.locator('[data-end=paused][data-at="2030-01-12 12:00"]').waitFor()
    await page.locator('[data-effect=paused]', { hasText: words.stops }).waitFor()
    await page.locator('[data-missing="2"]').waitFor()
    expect(await page.locator('[data-way-step=last]').count()).toBe(0)
    await noObjections(page)
    expect(complaints).toEqual([])
  })
)

test('for a lead that is there, by rules that are not saved yet; nothing of it is kept', () =>
  asAdmin(async page => {
    const id = await make()
    const lead = await api.call<{ id: number }>('POST', '/leads', {
      email: newEmail('zoe'),
      first_name: 'Zoe',
      timezone: 'Europe/Madrid'
    })
    await open(page, id, '/settings', 'en')
    await page.locator('#oc-sequence-from').fill('11:00')
    await page.locator('[data-dirty=true]').waitFor()
    await page.locator('.oc-parts a[href$="/simulate"]').click()
    await tick(page, '[data-simulate=whom] input[value=lead]')
    await page.locator('[data-simulate=whom] input[type=search]').fill('zoe')
    await page.locator(`[data-pick="${lead.id}"]`).click()
    await beginThen(page)
    await comesAt(page, 'again', '2030-01-14 11:00')
    await page.getByText('the window opens at 11:00 in Madrid').waitFor()
    await page.locator('[data-way-step=welcome]', { hasText: 'welcome for Zoe' }).waitFor()

    // Somebody made up whose address is none is told so at its field.
    await tick(page, '[data-simulate=whom] input[value=invented]')
    await page.locator('#oc-invented-email').fill('nobody')
    await page.locator('#oc-invented-email-error').waitFor()

    const { items } = await api.call<{ items: unknown[] }>('GET', `/sequences/enrollments?template_id=${id}`)
    expect(items).toEqual([])
    expect(await api.call('GET', `/sequences/templates/${id}`)).toMatchObject({
      settings: { send_window: { from: '09:00' } }
    })
  }))

test.each(['en', 'es'])('a mail is written beside its preview, and tried, in %s', language =>
  asAdmin(async (page, complaints) => {
    await open(page, await make(), '', language)
    await page.locator('[data-open=welcome]').click()
    const shown = page.frameLocator('.oc-mail-preview iframe')
    await shown.getByText('Hello Ana, welcome.').waitFor()
    await page.locator('[data-action=widen]').click()
    await page.locator('#oc-step-config-html').fill('<p>Dear {{ first_name }}</p><p>of {{ company }}</p>')
    await page.locator('#oc-step-config-subject').fill('Changed for {{ company }}')
    await shown.getByText('Dear Ana').waitFor()
    await page.locator('[data-mail-subject]', { hasText: 'Changed for Nopal' }).waitFor()
    await noObjections(page)

    // Beside each other, or below each other where there is no room.
    const boxOf = async (selector: string) => (await page.locator(selector).boundingBox()) ?? { x: 0, y: 0 }
    expect((await boxOf('.oc-mail-preview')).x).toBeGreaterThan((await boxOf('.oc-mail-fields')).x)
    await page.setViewportSize({ width: 1024, height: 800 })
    expect((await boxOf('.oc-mail-preview')).y).toBeGreaterThan((await boxOf('.oc-mail-fields')).y)
    await noObjections(page)

    await page.locator('[data-shown-as=desktop]').click()
    await page.locator('[data-mail=desktop] iframe').waitFor()
    await page.locator('[data-shown-as=text]').click()
    await page.locator('.oc-mail-preview pre', { hasText: 'Dear Ana' }).waitFor()
    await noObjections(page)

    await page.locator('#oc-mail-test-to').fill('me')
    await page.locator('[data-test-send] button[type=submit]').click()
    await page.locator('#oc-mail-test-to-error').waitFor()
    await page.locator('#oc-mail-test-to').fill('me@example.test')
    await page.locator('[data-test-send] button[type=submit]').click()
    await page.locator('[data-test-sent=true]').waitFor()

    await page.locator('#oc-step-config-html').fill('<p>{{ first_nme }}</p>')
    await page.locator('[data-mail-refused]').waitFor()
    expect(await page.locator('.oc-mail-preview pre').innerText()).toContain('Dear Ana')
    await noObjections(page)
    await page.locator('[data-action=narrow]').click()
    await page.locator('[data-open=welcome]').waitFor()
    expect(complaints.filter(complaint => !complaint.includes('422'))).toEqual([])
  })
)
