/** Leads from a file to being forgotten, as a person goes about it, in both languages. */
import type { Page } from 'playwright-core'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { numberMaker } from './module-api'
import { newName } from './names'
import { useStudio } from './use-studio'

jest.setTimeout(180_000)

const { api, asAdmin, asReader } = useStudio()

interface Listed<T> {
  items: T[]
  total: number
}
interface LeadState {
  id: number
  status: string
  first_name: string | null
  company: string | null
  last_activity: { type: string } | null
  sequences: Array<{ name: string; status: string }>
}
interface EnrollmentState {
  status: string
  template_name: string
}

const LANGUAGES = ['es', 'en'] as const

const WORDS = {
  es: {
    import: 'Importar CSV',
    takeIn: 'Importar 4 personas',
    refused: 'Una puntuación es un número de 0 a 100.',
    search: 'Nombre, empresa, correo o teléfono',
    profile: 'Perfil de cliente ideal (ICP)',
    all: 'Elegir a todos los que se ven',
    into: 'Secuencia',
    enrol: 'Inscribir',
    optedOut: 'Se dio de baja',
    enrolled: 'Está inscrita desde ahora',
    pause: 'Pausar',
    resume: 'Reanudar',
    stop: 'Sacar',
    optOut: 'Dar de baja',
    why: 'Se debe a',
    undo: 'Deshacer',
    reason: 'Por qué',
    edit: 'Editar',
    company: 'Empresa',
    save: 'Guardar',
    new: 'Nuevo prospecto',
    add: 'Agregar el prospecto',
    held: 'Otro prospecto ya lo tiene.',
    saved: 'Se guardó a Nueva.',
    forget: 'Olvidar',
    replied: 'Respondió',
    nobody: 'No se encontró a nadie'
  },
  en: {
    import: 'Import CSV',
    takeIn: 'Take in 4 people',
    refused: 'A score is a number from 0 to 100.',
    search: 'Name, company, e-mail or number',
    profile: 'Ideal customer profile (ICP)',
    all: 'Choose everybody shown',
    into: 'Sequence',
    enrol: 'Enrol',
    optedOut: 'Has opted out',
    enrolled: 'Is in it from now on',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Take out',
    optOut: 'Opt out',
    why: 'Goes back to',
    undo: 'Take back',
    reason: 'Why',
    edit: 'Edit',
    company: 'Company',
    save: 'Save',
    new: 'New lead',
    add: 'Add the lead',
    held: 'Another lead has this already.',
    saved: 'Nueva is saved.',
    forget: 'Forget',
    replied: 'Replied',
    nobody: 'Nobody found'
  }
}

interface People {
  profile: string
  mailOf(name: string): string
  /** Of Luis. */
  phone: string
  file: Buffer
}

const numbers = numberMaker()

/** People of their own for each test, and each try of it. One of them has a score that is none. */
const newPeople = (): People => {
  const profile = newName('Hoteles')
  const mailOf = (name: string): string => `${name}.${profile.replace(' ', '')}@example.com`.toLowerCase()
  const [first = '', phone = ''] = numbers(2)
  const lines = [
    'correo,celular,nombre,empresa,icp,score,ciudad',
    `${mailOf('ana')},${first},Ana,Casa Nopal,${profile},40,Querétaro`,
    `${mailOf('luis')},${phone},Luis,Bar Luna,${profile},20,León`,
    `${mailOf('eva')},,Eva,Bar Sol,${profile},10,León`,
    `${mailOf('out')},,Óscar,Bar Mar,${profile},15,León`,
    `${mailOf('wrong')},,Pablo,Bar Mal,${profile},500,León`,
    ''
  ]
  return { profile, mailOf, phone, file: Buffer.from(lines.join('\n')) }
}

const importedPeople = async (): Promise<People> => {
  const people = newPeople()
  await api.call('POST', '/leads/upload-csv', people.file.toString(), 'text/csv')
  return people
}

const found = async (query: string): Promise<LeadState[]> =>
  (await api.call<Listed<LeadState>>('GET', `/leads?${query}`)).items

const leadWith = async (email: string): Promise<LeadState> => {
  const [lead] = await found(`search=${encodeURIComponent(email)}`)
  if (!lead) throw new Error(`Nobody has ${email}.`)
  return lead
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

const namesIn = (page: Page): Promise<string[]> => page.locator('tr[data-lead] th a').allInnerTexts()

describe.each(LANGUAGES)('in %s', language => {
  const words = WORDS[language]
  const sequence = newName('Bienvenida')
  let sequenceId = 0

  beforeAll(async () => {
    // A task first: nothing is sent, and everybody waits where they began.
    const { id } = await api.call<{ id: number }>('POST', '/sequences/templates', {
      name: sequence,
      active: true,
      steps: [
        { key: 'call', type: 'task', config: { title: 'Llamar a {{first_name}}', blocks: true } },
        { key: 'mail', type: 'email', config: { subject: 'Hola', html: '<p>Hola</p>' } }
      ]
    })
    sequenceId = id
  })

  test('people come out of a file, after a look at what would come of it', () =>
    asAdmin(async (page, complaints) => {
      const { profile, file: buffer } = newPeople()
      await page.goto(panelAt('#/leads', language))
      await page.getByRole('button', { name: words.import }).first().click()
      await page.locator('.oc-drop').waitFor()
      await noObjections(page)
      const file = { name: 'gente.csv', mimeType: 'text/csv', buffer }
      await page.setInputFiles('input[type=file]', file)
      await page.locator('[data-upload=looked_at]').waitFor()
      await page.getByText(words.refused).waitFor()
      expect(await page.locator('[data-count=accepted] dd').innerText()).toBe('4')
      expect(await found(`icp=${encodeURIComponent(profile)}`)).toEqual([])
      await noObjections(page)
      await button(page, words.takeIn).click()
      await page.locator('[data-upload=taken_in]').waitFor()
      await noObjections(page)
      expect(await found(`icp=${encodeURIComponent(profile)}`)).toHaveLength(4)
      expect(complaints).toEqual([])
    }))

  test('the list is filtered, the address says how, and a selection is enrolled with what came of each', () =>
    asAdmin(async (page, complaints) => {
      const { profile, mailOf } = await importedPeople()
      await api.call('POST', '/opt-outs', { email: mailOf('out'), evidence: 'Expo' })
      await api.report([{ email: mailOf('ana'), event_type: 'replied' }])
      while ((await leadWith(mailOf('ana'))).last_activity === null)
        await new Promise(done => setTimeout(done, 200))
      await page.goto(panelAt('#/leads', language))
      await page.locator('tr[data-lead]').first().waitFor()
      await page.getByLabel(words.profile).selectOption({ value: profile })
      await page.waitForURL(/icp=Hoteles/)
      const { id: answering } = await leadWith(mailOf('ana'))
      await page.locator(`tr[data-lead="${answering}"] [data-activity]`, { hasText: words.replied }).waitFor()
      await page.getByLabel(words.search).fill('bar')
      await page.waitForURL(/search=bar/)
      await page.waitForFunction("document.querySelectorAll('tr[data-lead]').length === 3")
      await page.reload()
      await page.locator('tr[data-lead]').first().waitFor()
      expect((await namesIn(page)).sort()).toEqual(['Eva', 'Luis', 'Óscar'])
      await noObjections(page)

      await page.getByLabel(words.all).check()
      await page.getByLabel(words.into, { exact: true }).selectOption({ label: sequence })
      await noObjections(page)
      await button(page, words.enrol).click()
      await page.locator('.oc-confirm .bp3-intent-danger').click()
      await page.locator('.oc-results').waitFor()
      expect(await page.evaluate('document.activeElement.id')).toBe('oc-enrol-results')
      const rows = await page.locator('.oc-results tbody tr').allInnerTexts()
      expect(rows.map(row => row.split('\t'))).toEqual([
        ['Óscar', words.optedOut],
        [expect.any(String), words.enrolled],
        [expect.any(String), words.enrolled]
      ])
      await noObjections(page)
      expect((await leadWith(mailOf('luis'))).sequences).toMatchObject([{ name: sequence }])
      expect((await leadWith(mailOf('ana'))).sequences).toEqual([])
      expect(complaints).toEqual([])
    }))

  test('one lead: paused, resumed, taken out, opted out and back, edited', () =>
    asAdmin(async (page, complaints) => {
      const { mailOf } = await importedPeople()
      const { id } = await leadWith(mailOf('luis'))
      await api.call('POST', '/sequences/enrollments/bulk', { template_id: sequenceId, lead_ids: [id] })
      const enrollments = async (): Promise<string[]> =>
        (await api.call<Listed<EnrollmentState>>('GET', `/sequences/enrollments?lead_id=${id}`)).items.map(
          ({ status }) => status
        )
      await page.goto(panelAt(`#/leads/${id}`, language))
      await page.locator('[data-enrollment=active]').waitFor()
      await page.locator('[data-entry="lead.created"]').waitFor()
      await noObjections(page)
      const card = page.locator('[data-card=enrollments]')
      await card.getByText(words.pause, { exact: true }).click()
      await page.locator('[data-enrollment=paused]').waitFor()
      expect(await enrollments()).toEqual(['paused'])
      await card.getByText(words.resume, { exact: true }).click()
      await page.locator('[data-enrollment=active]').waitFor()
      await card.getByText(words.stop, { exact: true }).click()
      await page.locator('.oc-confirm .bp3-intent-danger').click()
      await page.locator('[data-enrollment=stopped]').waitFor()
      expect(await enrollments()).toEqual(['stopped'])

      await button(page, words.optOut).click()
      await page.locator('.oc-dialog').waitFor()
      await noObjections(page)
      await page.locator('.oc-dialog').getByLabel(words.why).fill('Llamó por teléfono')
      await page.locator('.oc-dialog .bp3-intent-danger').click()
      await page.locator('[data-lead-status=opted_out]').waitFor()
      await page.locator('[data-card=opt-outs] [data-opt-out=all]').first().waitFor()
      expect(await page.locator('[data-card=opt-outs]').innerText()).toContain('Llamó por teléfono')
      await noObjections(page)
      await page.locator('[data-card=opt-outs]').getByText(words.undo).first().click()
      await page.locator('.oc-dialog').getByLabel(words.reason).fill('Fue un error')
      await page.keyboard.press('Enter')
      await page.locator('[data-lead-status=active]').waitFor()

      await page.getByRole('button', { name: words.edit }).click()
      await page.getByLabel(words.company).fill('Bar Estrella')
      await noObjections(page)
      await button(page, words.save).click()
      await page.locator('[data-card=who]').getByText('Bar Estrella').waitFor()
      expect((await leadWith(mailOf('luis'))).company).toBe('Bar Estrella')
      expect(complaints).toEqual([])
    }))

  test('a new lead that somebody is already says who; a lead that is forgotten is gone', () =>
    asAdmin(async page => {
      const { mailOf, phone } = await importedPeople()
      const ana = await leadWith(mailOf('ana'))
      await page.goto(panelAt('#/leads', language))
      await page.getByRole('button', { name: words.new }).click()
      await page.locator('#oc-lead-email').fill(mailOf('ana'))
      await page.locator('#oc-lead-phone_number').fill(phone)
      await button(page, words.add).click()
      await page.getByText(words.held).first().waitFor()
      expect(await page.evaluate('document.activeElement.id')).toBe('oc-lead-email')
      await noObjections(page)
      await page.locator('#oc-lead-phone_number').fill('')
      await page.locator('#oc-lead-email').fill(mailOf('nueva'))
      await page.locator('#oc-lead-first_name').fill('Nueva')
      await button(page, words.add).click()
      await page.locator('h1', { hasText: 'Nueva' }).waitFor()
      await page.getByText(words.saved).first().waitFor()

      await page.goto(panelAt(`#/leads/${ana.id}`, language))
      await button(page, words.forget).click()
      await page.locator('.oc-dialog').waitFor()
      await noObjections(page)
      await page.keyboard.press('Escape')
      await page.locator('.oc-dialog').waitFor({ state: 'detached' })
      expect((await leadWith(mailOf('ana'))).id).toBe(ana.id)
      await button(page, words.forget).click()
      await page.locator('.oc-dialog .bp3-intent-danger').click()
      await page.locator('tr[data-lead]').first().waitFor()
      await expect(api.call('GET', `/leads/${ana.id}`)).rejects.toThrow('404')
      await page.getByLabel(words.search).fill(mailOf('ana'))
      await page.getByText(words.nobody).waitFor()
      await noObjections(page)
    }))
})

test('who only reads finds people and changes nobody', () =>
  asReader(async (page, complaints) => {
    const { mailOf } = await importedPeople()
    const { id } = await leadWith(mailOf('luis'))
    await page.goto(panelAt('#/leads'))
    await page.locator('tr[data-lead]').first().waitFor()
    expect(await page.locator('tr[data-lead] input, .oc-header-actions').count()).toBe(0)
    await page.goto(panelAt(`#/leads/${id}`))
    await page.locator('[data-card=timeline] li').first().waitFor()
    expect(await page.locator('.oc-header-actions, [data-card=enrollments] button').count()).toBe(0)
    expect(complaints).toEqual([])
  }))
