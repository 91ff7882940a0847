/** Campaigns in the panel as a person makes them, against the built Local Studio and its sandbox. */
import fs from 'fs'
import type { Page } from 'playwright-core'
import { fitsEverybody, noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newName } from './names'
import { useStudio } from './use-studio'
import { tabTo, withPage } from './visit'

jest.setTimeout(120_000)

const { asAdmin, asReader } = useStudio()

const API = '**/api/v1/bots/demo/mod/outbound-campaigns'

/** Two good rows, a number that is none, a repetition, and a gap where the template needs a value. */
const PEOPLE = [
  'nombre,celular,producto,precio',
  'Ana,4422591631,Café de olla,$89',
  'Luis,442 123 4567,Chocolate,$120',
  'Mal,12345,X,$1',
  'Ana,4422591631,Café,$89',
  'María,+52 1 442 555 0103,,$50'
].join('\n')

const csv = (content: string, name = 'clientes.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content)
})

const WORDS = {
  es: {
    first: 'Crear la primera campaña',
    next: 'Siguiente',
    takeIn: 'Agregar 3 personas',
    taken: 'Se agregaron 3 personas',
    gap: 'La variable 2 está vacía',
    mend: 'Ir a Variables',
    start: 'Iniciar: enviar a 3 personas',
    tooShort: 'Es demasiado corto.',
    done: 'Completada'
  },
  en: {
    first: 'Create the first campaign',
    next: 'Next',
    takeIn: 'Add 3 people',
    taken: '3 people were added',
    gap: 'Variable 2 is empty',
    mend: 'Go to Variables',
    start: 'Start: send to 3 people',
    tooShort: 'Too short.',
    done: 'Completed'
  }
}

const next = (page: Page): Promise<void> => page.locator('.oc-form-foot .bp3-intent-primary').click()

/** A campaign over the API, with the token that the page itself uses. */
const post = (page: Page, path: string, body: object): Promise<{ id: number }> =>
  page.evaluate<{ id: number }>(`
    fetch('/api/v1/bots/demo/mod/outbound-campaigns${path}', {
      method: 'POST',
      headers: { authorization: 'Bearer ' + BotpressShared.auth.getToken(), 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify(body))}
    }).then(answer => answer.json())
  `)

const openPanel = async (page: Page, hash = '', language = 'en'): Promise<void> => {
  await page.goto(panelAt(hash, language))
  await page.locator('main h1').waitFor()
}

const draftWithPeople = async (page: Page, name: string): Promise<number> => {
  const { id } = await post(page, '/campaigns', { name, template_id: 'bienvenida', language: 'es_MX' })
  await page.evaluate(`
    fetch('/api/v1/bots/demo/mod/outbound-campaigns/campaigns/${id}/upload-csv', {
      method: 'POST',
      headers: { authorization: 'Bearer ' + BotpressShared.auth.getToken(), 'content-type': 'text/csv' },
      body: 'phone_number,nombre\\n4422591631,Ana\\n4421234567,Luis\\n'
    }).then(answer => answer.json())
  `)
  return id
}

describe.each(['es', 'en'] as const)('in %s', language => {
  const words = WORDS[language]

  test('from a template to a completed campaign, every screen fit for everybody', () =>
    asAdmin(async (page, complaints) => {
      const name = newName('Oferta')
      await openPanel(page, '#/campaigns/new', language)
      await page.locator('.oc-choice').first().waitFor()
      await fitsEverybody(page)
      await page.fill('#oc-name', name)
      await page.locator('.oc-choice', { hasText: 'oferta_semanal' }).click()
      await page.locator('[data-saving=saved]').waitFor()
      expect(await page.locator('.oc-bubble').innerText()).toContain('La oferta de la semana')
      await fitsEverybody(page)
      await next(page)

      await page.locator('.oc-drop').waitFor()
      await fitsEverybody(page)
      await page.setInputFiles('input[type=file]', csv(PEOPLE))
      await page.locator('[data-upload=looked_at]').waitFor()
      expect(await page.locator('#oc-phone-column').inputValue()).toBe('celular')
      expect(await page.locator('[data-count=accepted] dd').innerText()).toBe('3')
      expect(await page.locator('[data-upload=looked_at]').innerText()).toContain(words.tooShort)
      await fitsEverybody(page)
      await page.getByRole('button', { name: words.takeIn }).click()
      await page.getByText(words.taken).waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('[data-upload=taken_in] button').click()
      ])
      expect(fs.readFileSync(await download.path(), 'utf8')).toContain('Mal,12345,X,$1')
      await page.locator('[data-import]').waitFor()
      await fitsEverybody(page)
      await next(page)

      await page.locator('.oc-table-form').waitFor()
      await page.locator('.oc-bubble', { hasText: 'Café de olla a solo $89' }).waitFor()
      await fitsEverybody(page)
      await next(page)

      await page.fill('#oc-batch-size', '2')
      await page.fill('#oc-interval', '1')
      await page.locator('.oc-pace select').selectOption('second')
      await fitsEverybody(page)
      await next(page)
      await page.locator('#oc-zone').waitFor()
      await fitsEverybody(page)
      await next(page)

      const obstacles = page.locator('[data-obstacles=problems]')
      await obstacles.waitFor()
      expect(await obstacles.innerText()).toContain(words.gap)
      expect(await page.locator('[data-start]').isDisabled()).toBe(true)
      await fitsEverybody(page)
      await page.getByRole('link', { name: words.mend }).click()
      await page.locator('.oc-table-form tbody tr').nth(1).locator('input').fill('Una sorpresa')
      await page.locator('[data-step=review] a').click()
      await obstacles.waitFor({ state: 'detached' })
      await page.fill('#oc-test-to', '4429990000')
      await page.locator('.oc-test button').click()
      await page.locator('.oc-test .bp3-intent-success').waitFor()
      await fitsEverybody(page)
      await page.getByRole('button', { name: words.start }).click()

      await page.locator('h1', { hasText: name }).waitFor()
      await page.locator('[data-status=completed]').first().waitFor()
      await openPanel(page, '#/campaigns', language)
      const row = page.locator('tr', { hasText: name })
      expect(await row.innerText()).toContain(words.done)
      await fitsEverybody(page)
      expect(complaints).toEqual([])
    }))
})

test('the whole form with the keyboard alone', () =>
  asAdmin(async page => {
    // From the beginning: a dialog that opens while the browser is still being told is nobody's.
    page.on('filechooser', chooser => void chooser.setFiles(csv('phone_number,nombre\n4422591631,Ana\n')))
    await openPanel(page)
    await tabTo(page, 'main .oc-header-actions a, main .oc-message-actions a')
    await page.keyboard.press('Enter')
    await page.locator('.oc-choice').first().waitFor()
    await tabTo(page, '#oc-name')
    await page.keyboard.type('By keyboard')
    await tabTo(page, '.oc-choice input')
    await page.keyboard.press('Space')
    await tabTo(page, '.oc-form-foot .bp3-intent-primary')
    await page.keyboard.press('Enter')
    await page.locator('.oc-drop').waitFor()
    await tabTo(page, 'input[type=file]')
    await page.keyboard.press('Enter')
    await page.locator('[data-upload=looked_at]').waitFor()
    await tabTo(page, '[data-upload=looked_at] .bp3-intent-primary')
    await page.keyboard.press('Enter')
    await page.locator('[data-upload=taken_in]').waitFor()
    for (const shown of ['.oc-table-form', '#oc-batch-size', '#oc-zone', '.oc-summary']) {
      await tabTo(page, '.oc-form-foot .bp3-intent-primary')
      await page.keyboard.press('Enter')
      await page.locator(shown).waitFor()
      // Whoever goes on reads on from the step that has come.
      expect(await page.evaluate<boolean>('document.activeElement.matches(".oc-step")')).toBe(true)
    }
    await page.locator('[data-start]:not([disabled])').waitFor()
    await tabTo(page, '[data-start]')
    await page.keyboard.press('Enter')
    await page.locator('[data-status=completed]').first().waitFor()
  }))

test('a reload loses nothing that was typed, saved or not', () =>
  asAdmin(async page => {
    await openPanel(page, '#/campaigns/new')
    await page.locator('.oc-choice').first().waitFor()
    await page.fill('#oc-name', 'Half a thought')
    await page.reload()
    await page.locator('.oc-choice').first().waitFor()
    expect(await page.inputValue('#oc-name')).toBe('Half a thought')
    await page.locator('.oc-choice', { hasText: 'aviso_horario' }).click()
    await page.waitForURL(/#\/campaigns\/\d+\/edit\/message$/)
    await page.locator('[data-step=pace] a').click()
    await page.fill('#oc-batch-size', 'many')
    expect(await page.locator('.oc-field-error').count()).toBe(1)
    await page.reload()
    await page.locator('#oc-batch-size').waitFor()
    expect(await page.inputValue('#oc-batch-size')).toBe('many')
    await page.goBack()
    await page.locator('#oc-name').waitFor()
    expect(await page.inputValue('#oc-name')).toBe('Half a thought')
  }))

test('variables wait for the columns, so that nothing is chosen among none', () =>
  asAdmin(async page => {
    await openPanel(page)
    const id = await draftWithPeople(page, 'Slow columns')
    let release = (): void => undefined
    const held = new Promise<void>(resolve => (release = resolve))
    await page.route(`${API}/campaigns/${id}/imports*`, async route => {
      await held
      await route.continue()
    })
    await openPanel(page, `#/campaigns/${id}/edit/variables`)
    await page.locator('.oc-with-beside [role=status]').waitFor()
    expect(await page.locator('.oc-table-form').count()).toBe(0)
    release()
    await page.locator('.oc-table-form').waitFor()
    expect(await page.locator('.oc-table-form select').first().inputValue()).toBe('nombre')
  }))

test('a session that ends while somebody types offers a reload and keeps the words', () =>
  asAdmin(async page => {
    await openPanel(page)
    const { id } = await post(page, '/campaigns', { name: 'Long letter', template_id: 'aviso_horario' })
    await openPanel(page, `#/campaigns/${id}/edit/message`)
    await page.locator('#oc-name').waitFor()
    await page.route('**/studio/token', route => route.fulfill({ status: 401, json: {} }))
    await page.route(`${API}/campaigns/${id}`, route =>
      route.request().method() === 'PUT' ? route.fulfill({ status: 401, json: {} }) : route.continue()
    )
    await page.fill('#oc-name', 'A longer letter')
    await page.getByText('Your changes are not saved').waitFor()
    await noObjections(page)
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.locator('[data-saving]').waitFor()
    expect(await page.inputValue('#oc-name')).toBe('A longer letter')
  }))

test('a file without a telling column asks for it, and what is no CSV says what to do', () =>
  asAdmin(async page => {
    await openPanel(page)
    const { id } = await post(page, '/campaigns', { name: 'Odd files', template_id: 'bienvenida' })
    await openPanel(page, `#/campaigns/${id}/edit/recipients`)
    await page.locator('.oc-drop').waitFor()
    await page.setInputFiles('input[type=file]', csv('PK\u0003\u0004 nothing to read', 'libro.xlsx'))
    await page.getByText('libro.xlsx can’t be used').waitFor()
    await page
      .getByText('It is a ZIP archive. Unpack it and upload the CSV inside.', { exact: true })
      .waitFor()
    await page.setInputFiles('input[type=file]', csv('4422591631,Ana\n'))
    await page.getByText('Its first line is already a person.').waitFor()
    await page.setInputFiles('input[type=file]', csv('quien;donde\nAna;4422591631\n'))
    await page.locator('[data-upload=column_wanted]').waitFor()
    await noObjections(page)
    await page.selectOption('#oc-phone-column', 'donde')
    await page.locator('[data-upload=looked_at]').waitFor()
    expect(await page.locator('[data-upload=looked_at]').innerText()).toContain('+5214422591631')
  }))

test('a file can be dropped', () =>
  asAdmin(async page => {
    await openPanel(page)
    const { id } = await post(page, '/campaigns', { name: 'Dropped', template_id: 'bienvenida' })
    await openPanel(page, `#/campaigns/${id}/edit/recipients`)
    await page.locator('.oc-drop').waitFor()
    await page.evaluate(`
      const carried = new DataTransfer()
      carried.items.add(new File(['phone_number\\n4422591631\\n'], 'dropped.csv', { type: 'text/csv' }))
      document.querySelector('.oc-drop').dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried })
      )
    `)
    await page.locator('[data-upload=looked_at]', { hasText: 'dropped.csv' }).waitFor()
  }))

test('without the list of templates the name is typed', () =>
  asAdmin(async page => {
    const nothing = {
      items: [],
      stale: true,
      fetched_at: null,
      reason: { code: 'templates_unreachable', detail: 'Away.' }
    }
    await page.route(`${API}/templates*`, route => route.fulfill({ json: nothing }))
    await openPanel(page, '#/campaigns/new')
    await page.locator('#oc-template').waitFor()
    await next(page)
    expect(await page.locator('.oc-field-error').count()).toBe(2)
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('oc-name')
    await noObjections(page)
    await page.fill('#oc-name', 'By hand')
    await page.fill('#oc-template', 'promo_propia')
    await next(page)
    await page.waitForURL(/#\/campaigns\/\d+\/edit\/recipients$/)
  }))

test('cancelling asks first with how many are left, and gives the focus back', () =>
  asAdmin(async page => {
    await openPanel(page)
    const id = await draftWithPeople(page, 'To be cancelled')
    await post(page, `/campaigns/${id}/start`, { scheduled_at: '2099-01-01T10:00:00Z' })
    const cancel = page.locator(`tr[data-campaign="${id}"] [data-action=cancel]`)
    await cancel.click()
    const question = page.getByRole('alertdialog')
    expect(await question.innerText()).toContain('2 messages will not be sent')
    await noObjections(page)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(await page.evaluate<string>('document.activeElement.dataset.action')).toBe('cancel')
    await cancel.click()
    await question.getByRole('button', { name: 'Cancel the campaign' }).click()
    await page.locator(`tr[data-campaign="${id}"] [data-status=cancelled]`).waitFor()
    await page.locator(`tr[data-campaign="${id}"] [data-action=delete]`).click()
    await question.getByRole('button', { name: 'Delete the campaign' }).click()
    await page.locator(`tr[data-campaign="${id}"]`).waitFor({ state: 'detached' })
  }))

test('the list is searched, filtered and continued, and its address remembers it', () =>
  asAdmin(async page => {
    await openPanel(page)
    const bird = newName('Ñandú').replace(' ', '')
    const search = bird.replace('Ñandú', 'nandu')
    for (let n = 1; n <= 27; n++) {
      await post(page, '/campaigns', { name: `${bird} ${n}`, template_id: 'bienvenida' })
    }
    await page.getByLabel('Search by name').fill(search)
    await page.waitForURL(/search=nandu/)
    await page.getByText('25 of 27').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('27 of 27').waitFor()
    expect(await page.locator('tr[data-campaign]').count()).toBe(27)
    await page.reload()
    await page.getByText('25 of 27').waitFor()
    expect(await page.getByLabel('Search by name').inputValue()).toBe(search)
    await page.locator('.oc-filters select').selectOption('running')
    await page.getByRole('heading', { name: 'No campaign found' }).waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('tr[data-campaign]').first().waitFor()
  }))

test('a copy opens as a draft of its own', () =>
  asAdmin(async page => {
    await openPanel(page)
    const { id } = await post(page, '/campaigns', { name: 'The original', template_id: 'bienvenida' })
    await page.locator(`tr[data-campaign="${id}"] [data-action=clone]`).click()
    await page.locator('#oc-name').waitFor()
    expect(await page.inputValue('#oc-name')).toBe('The original (copy)')
  }))

test('an action that fails says which and why', () =>
  asAdmin(async page => {
    await openPanel(page)
    const { id } = await post(page, '/campaigns', { name: 'Stubborn', template_id: 'bienvenida' })
    await page.route(`${API}/campaigns/${id}/clone`, route =>
      route.fulfill({ status: 409, json: { title: 'x', status: 409, detail: 'The campaign is running.' } })
    )
    await page.locator(`tr[data-campaign="${id}"] [data-action=clone]`).click()
    const alert = page.locator('main [role=alert]')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('Stubborn could not be duplicated')
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    expect(await alert.count()).toBe(0)
  }))

test('what another tab changes is seen here', () =>
  asAdmin(async page => {
    await openPanel(page)
    const { id } = await post(page, '/campaigns', { name: 'First name', template_id: 'bienvenida' })
    await openPanel(page, `#/campaigns/${id}/edit/message`)
    await page.locator('#oc-name').waitFor()
    await withPage(page.context(), async other => {
      await openPanel(other, `#/campaigns/${id}/edit/message`)
      await other.fill('#oc-name', 'Second name')
      await other.locator('[data-saving=saved]').waitFor()
    })
    await page.locator('h1', { hasText: 'Second name' }).waitFor()
  }))

test('who only reads sees no action and no form', async () => {
  let id = 0
  await asAdmin(async page => {
    await openPanel(page)
    id = (await post(page, '/campaigns', { name: 'To be read', template_id: 'bienvenida' })).id
  })
  await asReader(async (page, complaints) => {
    await openPanel(page)
    await page.locator(`tr[data-campaign="${id}"]`).waitFor()
    expect(await page.locator('main [data-action]').count()).toBe(0)
    expect(await page.locator('main .bp3-intent-primary').count()).toBe(0)
    await noObjections(page)
    await openPanel(page, `#/campaigns/${id}/edit/message`)
    await page.getByText('You can look at everything here').waitFor()
    expect(await page.locator('main input').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
