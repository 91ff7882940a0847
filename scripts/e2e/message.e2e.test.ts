/** What a message brings beside its variables: headers, answers, links and codes, as a person fills them in. */
import type { Page } from 'playwright-core'
import { fitsEverybody, noObjections } from './accessibility'
import { panelAt } from './addresses'
import { useStudio } from './use-studio'

jest.setTimeout(120_000)

const { api, asAdmin } = useStudio()

interface Fields {
  header: unknown
  buttons: unknown
}

const openVariables = async (page: Page, id: number, language = 'en'): Promise<void> => {
  await page.goto(panelAt(`#/campaigns/${id}/edit/variables`, language))
  await page.locator('.oc-extra').waitFor()
}

const saved = (page: Page): Promise<void> => page.locator('[data-saving=saved]').waitFor()

const fieldsOf = async (id: number): Promise<Fields> => api.call<Fields>('GET', `/campaigns/${id}`)

const draft = (name: string, template_id: string): Promise<number> =>
  api.campaign(name, ['4422591631', '4421234567'], { template_id, variables: null })

const PICTURE = {
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="teal"/></svg>'
}

const TEXTS = {
  es: { answer: 'Lo que «Me interesa» devuelve', leaves: 'ya no recibe mensajes' },
  en: { answer: 'What “Me interesa” sends back', leaves: 'gets no more messages' }
}

test.each(['es', 'en'] as const)('in %s: a picture, an answer of its own, and who leaves is told', language =>
  asAdmin(async (page, complaints) => {
    const texts = TEXTS[language]
    await page.route('https://casanopal.example/**', route => route.fulfill(PICTURE))
    const id = await draft(`Con botones ${language}`, 'promo_octubre')
    await openVariables(page, id, language)
    await page.fill('#oc-header', 'https://casanopal.example/{{nombre}}.png')
    const answer = page.getByLabel(texts.answer)
    // What comes back without a word from us is the button's own text.
    expect(await answer.getAttribute('placeholder')).toBe('Me interesa')
    await answer.fill('interesado')
    await page.locator('[data-button="1"] [data-opt-out]', { hasText: texts.leaves }).waitFor()
    expect(await page.locator('[data-button="0"] [data-opt-out]').count()).toBe(0)
    expect(await page.locator('.oc-bubble-button[data-kind=leave]').innerText()).toContain('Darme de baja')
    await saved(page)
    // Each person's own picture, not the address as it was typed.
    await page.locator('.oc-bubble img[src$="/Ana%201.png"], .oc-bubble img[src$="/Ana 1.png"]').waitFor()
    await fitsEverybody(page)
    expect(await fieldsOf(id)).toMatchObject({
      header: { type: 'image', link: 'https://casanopal.example/{{nombre}}.png' },
      buttons: [{ type: 'quick_reply', index: 0, payload: 'interesado' }]
    })
    await page.reload()
    await page.locator('.oc-extra').waitFor()
    expect(await answer.inputValue()).toBe('interesado')
    // An answer that is an opt-out word takes people off the list, whatever the button says.
    await answer.fill('STOP')
    await page.locator('[data-button="0"] [data-opt-out]').waitFor()
    await answer.fill('')
    await saved(page)
    expect((await fieldsOf(id)).buttons).toBeNull()
    expect(complaints).toEqual([])
  })
)

test('a link that needs its end keeps the campaign from starting until it has one', () =>
  asAdmin(async page => {
    const id = await draft('Rastreo', 'rastreo_pedido')
    await openVariables(page, id)
    await page.goto(panelAt(`#/campaigns/${id}/edit/review`))
    const obstacles = page.locator('[data-obstacles=problems]')
    await obstacles.waitFor()
    expect(await obstacles.innerText()).toContain('Give every button what it needs.')
    expect(await obstacles.locator('li', { hasText: 'button' }).count()).toBe(1)
    await obstacles
      .locator('li', { hasText: 'button' })
      .getByRole('link', { name: 'Go to Variables' })
      .click()
    await page.getByText('This button can’t be sent without it.').waitFor()
    await page.getByLabel('End of the link of “Rastrear pedido”').fill('{{nombre}}')
    await saved(page)
    await page.getByText('This button can’t be sent without it.').waitFor({ state: 'detached' })
    expect((await fieldsOf(id)).buttons).toEqual([{ type: 'url', index: 0, text: '{{nombre}}' }])
  }))

test('a template that is not in the list gets its header and buttons by hand', () =>
  asAdmin(async page => {
    const id = await draft('A mano', 'promo_propia')
    await openVariables(page, id)
    await page.getByLabel('Header of the template').selectOption('document')
    await page.fill('#oc-header', 'https://casanopal.example/f.pdf')
    await page.getByLabel('Name of the document').fill('Factura.pdf')
    await page.getByRole('button', { name: 'Add a button' }).click()
    await page.getByLabel('Value of button 1').fill('sí')
    await page.getByRole('button', { name: 'Add a button' }).click()
    await page.getByLabel('What button 2 is').selectOption('copy_code')
    await page.getByLabel('Value of button 2').fill('NOPAL10')
    await saved(page)
    await noObjections(page)
    expect(await fieldsOf(id)).toMatchObject({
      header: { type: 'document', link: 'https://casanopal.example/f.pdf', filename: 'Factura.pdf' },
      buttons: [
        { type: 'quick_reply', index: 0, payload: 'sí' },
        { type: 'copy_code', index: 1, code: 'NOPAL10' }
      ]
    })
    await page.getByRole('button', { name: 'Remove button 1' }).click()
    await saved(page)
    expect((await fieldsOf(id)).buttons).toHaveLength(1)
  }))
