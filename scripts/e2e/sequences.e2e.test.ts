/** Sequences in the panel, against the built Local Studio: made and changed. With the mouse and with the keyboard alone: sequence-to-dashboard. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newEmail, newName } from './names'
import { idIn, isSaved } from './sequence-making'
import { useStudio } from './use-studio'
import { tick } from './visit'

jest.setTimeout(120_000)

const { api, asAdmin, asReader } = useStudio()

interface ShownStep {
  key: string
  type: string
  parent_key: string | null
  branch: string | null
  delay_days: number
  config: Record<string, unknown>
}

interface Shown {
  id: number
  name: string
  revision: number
  active: boolean
  steps: ShownStep[]
}

const get = (id: number): Promise<Shown> => api.call<Shown>('GET', `/sequences/templates/${id}`)

const mail = (key: string, more: object = {}) => ({
  type: 'email',
  key,
  config: { subject: `About ${key}`, html: '<p>Hi</p>' },
  ...more
})

const make = (name: string, steps: object[], more: object = {}): Promise<Shown> =>
  api.call<Shown>('POST', '/sequences/templates', { name: newName(name), steps, ...more })

const openSequence = async (page: Page, id: number, language = 'en'): Promise<void> => {
  await page.goto(panelAt(`#/sequences/${id}`, language))
  await page.locator('[data-builder]').waitFor()
}

test('the plain list does the same by buttons, and everything can be taken back', () =>
  asAdmin(async (page, complaints) => {
    const { id } = await make('In a list', [
      mail('one'),
      { type: 'condition', key: 'asked', config: { check: { kind: 'score', at_least: 10 } } },
      mail('two')
    ])
    await openSequence(page, id)
    await page.locator('[data-view=list]').click()
    const keys = (): Promise<string[]> =>
      page.evaluate<string[]>(
        `Array.from(document.querySelectorAll('.oc-linear [data-step]'), row => row.dataset.step)`
      )
    const act = async (key: string, ...entries: string[]): Promise<void> => {
      await page.locator(`[data-menu="step-${key}"]`).click()
      for (const entry of entries) await page.locator(`[data-entry="${entry}"]`).click()
    }

    await page.getByRole('button', { name: 'Move up: Step 3' }).click()
    expect(await keys()).toEqual(['one', 'two', 'asked'])
    await act('two', 'into-asked-no')
    expect(await keys()).toEqual(['one', 'asked', 'two'])
    await act('one', 'duplicate')
    expect(await keys()).toHaveLength(4)
    await act('asked', 'before', 'wait')
    await page.locator('[data-panel=wait]').waitFor()
    expect(await keys()).toHaveLength(5)
    await page.keyboard.press('Escape')
    expect(await page.evaluate<string>('document.activeElement.dataset.open')).toMatch(/^wait-/)
    await act('asked', 'delete')
    expect(await keys()).toHaveLength(3)
    await noObjections(page)

    for (let n = 0; n < 5; n++) await page.keyboard.press('Control+z')
    expect(await keys()).toEqual(['one', 'asked', 'two'])
    await isSaved(page)
    expect(await page.locator('[data-action=undo]').isDisabled()).toBe(true)
    await page.keyboard.press('Control+Shift+z')
    expect(await keys()).toEqual(['one', 'two', 'asked'])
    await page.locator('[data-action=discard]').click()
    await isSaved(page)
    await page.locator('[data-view=flow]').click()
    expect(complaints).toEqual([])
  }))

test('what is wrong is marked where it is: at once, and as the server says', () =>
  asAdmin(async page => {
    const { id } = await make('Wrong', [mail('one'), mail('two')])
    await openSequence(page, id, 'es')
    await page.locator('[data-open=one]').click()
    await page.locator('#oc-step-config-subject').fill('')
    await page.locator('[data-step=one] [data-wrong]').waitFor()
    await page.locator('[data-open=two]').click()
    await page.locator('#oc-step-config-html').fill('<p>{{ first_nme }}</p>')
    await page.getByText('No existe la variable “first_nme”. ¿Quisiste decir “first_name”?').first().waitFor()
    await page.locator('[data-problems="2"]').waitFor()
    await noObjections(page)

    await page.locator('[data-action=save]').click()
    await page.locator('#oc-step-config-subject:focus').waitFor()
    await page.keyboard.type('Mended')
    await page.locator('[data-problems] button').click()
    await page.locator('#oc-step-config-html:focus').waitFor()
    await page.locator('#oc-step-config-html').fill('<p>{{ first_name }}</p>')
    await page.locator('[data-problems]').waitFor({ state: 'detached' })
    await page.locator('[data-action=save]').click()
    await isSaved(page)
    expect((await get(id)).steps.map(({ config }) => config.subject)).toEqual(['Mended', 'About two'])
  }))

test('what keeps it from being switched on is told, and it stays off', () =>
  asAdmin(async page => {
    const { id } = await make('Not ready', [
      { type: 'whatsapp', key: 'wa', config: { template_id: 'no_such_template', language: 'es_MX' } }
    ])
    await openSequence(page, id, 'es')
    await page.locator('[data-problems="1"]').waitFor()
    await page.locator('[data-action=activate]').click()
    await page.locator('.oc-notice[role=alert]').waitFor()
    await page.locator('[data-problems] button').click()
    await page.locator('[data-panel=whatsapp]').waitFor()
    await page.getByText('La cuenta no tiene esta plantilla en este idioma.').first().waitFor()
    expect((await get(id)).active).toBe(false)

    // Another one, picked as in campaigns.
    await page.locator('[data-template] button').click()
    await page.locator('.oc-choice', { hasText: 'bienvenida' }).first().click()
    await page.locator('[data-template=bienvenida]').waitFor()
    await page.locator('#oc-step-config-variables-0').fill('{{ first_name }}')
    await page.locator('[data-problems]').waitFor({ state: 'detached' })
    await page.locator('[data-action=activate]').click()
    await isSaved(page)
    expect(await get(id)).toMatchObject({
      active: true,
      steps: [{ config: { template_id: 'bienvenida', variables: ['{{ first_name }}'] } }]
    })
  }))

test('what is not saved survives a reload, and somebody else’s changes are not lost in it', () =>
  asAdmin(async page => {
    const { id } = await make('Kept', [mail('one')])
    await openSequence(page, id)
    await page.locator('[data-open=one]').click()
    await page.locator('#oc-step-config-subject').fill('Typed here')
    await page.locator('[data-dirty=true]').waitFor()
    await page.reload()
    await page.locator('[data-notice=restored]').waitFor()
    await page.locator('[data-open=one]').click()
    expect(await page.locator('#oc-step-config-subject').inputValue()).toBe('Typed here')

    // Somebody else is faster: their revision is another one.
    await api.call('PUT', `/sequences/templates/${id}`, { description: 'Theirs' })
    await page.locator('[data-action=save]').click()
    await page.locator('[data-notice=conflict]').waitFor()
    expect((await get(id)).steps[0]?.config.subject).toBe('About one')
    await noObjections(page)

    // After a reload what was typed is offered: it was begun from another revision.
    await page.reload()
    await page.locator('[data-notice=offered]').waitFor()
    await page.getByRole('button', { name: 'Take my changes up' }).click()
    await page.locator('[data-action=save]').click()
    await isSaved(page)
    expect((await get(id)).steps[0]?.config.subject).toBe('Typed here')
  }))

test('before a sequence with people in it gets other steps, it says who lands where', () =>
  asAdmin(async page => {
    const { id } = await make(
      'Live',
      [mail('one', { delay_days: 1 }), mail('two', { delay_days: 1 }), mail('three', { delay_days: 1 })],
      { active: true }
    )
    const people = await Promise.all(
      [1, 2].map(() => api.call<{ id: number }>('POST', '/leads', { email: newEmail('live') }))
    )
    await api.call('POST', '/sequences/enrollments/bulk', {
      template_id: id,
      lead_ids: people.map(({ id: lead }) => lead)
    })
    await openSequence(page, id)
    await page.locator('[data-menu="step-one"]').click()
    await page.locator('[data-entry=delete]').click()
    await page.locator('[data-action=save]').click()
    await page.locator('[data-people] tbody tr').waitFor()
    expect(await page.locator('[data-people] tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^2\s+Step 1, E-mail: About one\s+Go to Step 1, E-mail: About two/)
    ])
    await noObjections(page)
    await page.locator('[data-answer=move]').click()
    await isSaved(page)
    const { items } = await api.call<{ items: Array<{ step_key: string }> }>(
      'GET',
      `/sequences/enrollments?template_id=${id}`
    )
    expect(items.map(({ step_key }) => step_key)).toEqual(['two', 'two'])
  }))

test.each(['es', 'en'])('the list, the library and the settings in %s', language =>
  asAdmin(async (page, complaints) => {
    await page.goto(panelAt('#/sequences/new', language))
    await page.locator('[data-library=event_invitation]').waitFor()
    expect(await page.locator('[data-library]').count()).toBe(6)
    await noObjections(page)
    await page.locator('[data-library=after_demo] button').click()
    await page.locator('[data-flow]').waitFor()
    const id = await idIn(page)
    expect(await page.locator('[data-flow] [data-step]').count()).toBe(6)
    await noObjections(page)

    await page.locator('.oc-parts a').last().click()
    await page.locator('[data-section=times]').waitFor()
    await page.locator('#oc-sequence-daily').fill('50')
    await tick(page, '[data-section=people] input[value=on_lead_created]')
    await noObjections(page)
    await page.locator('[data-action=activate]').click()
    await isSaved(page)
    expect(await api.call('GET', `/sequences/templates/${id}`)).toMatchObject({
      active: true,
      settings: { daily_limit: 50 },
      trigger: { kind: 'on_lead_created' }
    })

    await page.goto(panelAt('#/sequences', language))
    const row = page.locator(`[data-sequence="${id}"]`)
    await row.locator('[data-status=active]').waitFor()
    await noObjections(page)
    await row.locator('[data-action=deactivate]').click()
    await row.locator('[data-status=inactive]').waitFor()
    await row.locator('[data-action=clone]').click()
    await page.locator('[data-builder]').waitFor()
    expect(await idIn(page)).not.toBe(id)
    await page.goto(panelAt('#/sequences', language))
    await row.locator('[data-action=delete]').click()
    await page.locator('.oc-confirm .bp3-intent-danger').click()
    await row.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
)

test('who may only read sees everything and changes nothing', () =>
  asReader(async page => {
    const { id } = await make('Read only', [mail('one')])
    await openSequence(page, id)
    await page.locator('[data-open=one]').click()
    expect(await page.locator('#oc-step-config-subject').isDisabled()).toBe(true)
    for (const gone of ['[data-action]', '[data-handle]', '[data-menu]', '[data-add]'])
      expect(await page.locator(gone).count()).toBe(0)
    await noObjections(page)
  }))
