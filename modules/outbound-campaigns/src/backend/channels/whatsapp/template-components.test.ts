import { componentSchema, parametersOf, renderTemplate } from './template-components'

const promo = [
  { type: 'HEADER', format: 'IMAGE' },
  { type: 'BODY', text: '{{1}}, tienes {{2}} de descuento. ¡{{1}}!' },
  { type: 'FOOTER', text: 'Responde BAJA' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Me interesa' },
      { type: 'URL', text: 'Ver', url: 'https://x.example/{{1}}' },
      { type: 'URL', text: 'Horarios', url: 'https://x.example/h' },
      { type: 'COPY_CODE', text: 'Copiar' },
      { type: 'PHONE_NUMBER', text: 'Llamar', phone_number: '+521' }
    ]
  }
]

describe('What a template needs', () => {
  it('is read from its components', () => {
    expect(parametersOf(promo)).toEqual({
      body: { kind: 'positional', count: 2 },
      header: 'image',
      buttons: [
        { index: 0, type: 'quick_reply', text: 'Me interesa', parameter: 'optional' },
        { index: 1, type: 'url', text: 'Ver', parameter: 'required' },
        { index: 2, type: 'url', text: 'Horarios', parameter: 'none' },
        { index: 3, type: 'copy_code', text: 'Copiar', parameter: 'required' },
        { index: 4, type: 'phone_number', text: 'Llamar', parameter: 'none' }
      ]
    })
  })

  it.each([
    ['Hola', { kind: 'positional', count: 0 }],
    ['{{2}} y {{ 3 }}', { kind: 'positional', count: 3 }],
    ['{{nombre}}, el {{fecha}}, {{nombre}}', { kind: 'named', names: ['nombre', 'fecha'] }]
  ])('%s', (text, body) => {
    expect(parametersOf([{ type: 'BODY', text }]).body).toEqual(body)
  })

  it.each([
    [{ type: 'HEADER', format: 'TEXT', text: 'Oferta' }, null],
    [{ type: 'HEADER', format: 'TEXT', text: 'Oferta de {{1}}' }, 'text'],
    [{ type: 'HEADER', format: 'DOCUMENT' }, 'document'],
    [{ type: 'HEADER', format: 'HOLOGRAM' }, 'other'],
    [{ type: 'FOOTER', text: 'x' }, null]
  ])('the header of %j: %s', (component, header) => {
    expect(parametersOf([component]).header).toBe(header)
  })

  it('takes components from later times', () => {
    expect(componentSchema.safeParse({ type: 'LIMITED_TIME_OFFER', limited_time_offer: {} }).success).toBe(
      true
    )
  })
})

describe('A rendered template', () => {
  it('is what the person sees', () => {
    const content = {
      header: { type: 'image' as const, link: 'https://x.example/a.jpg' },
      buttons: [
        { type: 'quick_reply' as const, index: 0, payload: 'SI' },
        { type: 'url' as const, index: 1, text: 'A-1' },
        { type: 'copy_code' as const, index: 3, code: 'OCT25' }
      ]
    }
    expect(renderTemplate(promo, content, ['Ana', '20 %'])).toEqual({
      header: { type: 'image', link: 'https://x.example/a.jpg' },
      body: 'Ana, tienes 20 % de descuento. ¡Ana!',
      footer: 'Responde BAJA',
      buttons: [
        { type: 'quick_reply', text: 'Me interesa', url: null, payload: 'SI' },
        { type: 'url', text: 'Ver', url: 'https://x.example/A-1', payload: null },
        { type: 'url', text: 'Horarios', url: 'https://x.example/h', payload: null },
        { type: 'copy_code', text: 'Copiar', url: null, payload: 'OCT25' },
        { type: 'phone_number', text: 'Llamar', url: null, payload: null }
      ]
    })
  })

  it('shows a gap where a value is missing, and takes values as they are', () => {
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'Para {{1}}' },
      { type: 'BODY', text: '{{1}} y {{2}}' }
    ]
    expect(renderTemplate(components, {}, ['$& {{2}}'])).toEqual({
      header: { type: 'text', text: 'Para {{1}}' },
      body: '$& {{2}} y {{2}}',
      footer: null,
      buttons: []
    })
  })

  it('fills names, and nothing that an object merely inherits', () => {
    const components = [{ type: 'BODY', text: 'Hola {{nombre}} {{constructor}}' }]
    expect(renderTemplate(components, {}, { nombre: 'Ana' }).body).toBe('Hola Ana {{constructor}}')
  })
})
