import { fitTemplate, templateUseOf, type TemplateUse } from './template-check'
import { LIBRARY } from './template-library'

const NAMESPACE = 'space_1'

const use = (name: string, values: string[], more: Partial<TemplateUse> = {}): TemplateUse => ({
  name,
  language: 'es_MX',
  body: { kind: 'positional', values },
  buttons: new Map(),
  ...more
})

const reasonOf = (wanted: TemplateUse) => {
  const fit = fitTemplate(wanted, NAMESPACE)
  return fit.kind === 'misfit' ? `${fit.code}: ${fit.reason}` : 'fits'
}

describe('a template', () => {
  it('is rendered with its parameters, footer and buttons', () => {
    expect(fitTemplate(use('bienvenida', ['Ana']), NAMESPACE)).toEqual({
      kind: 'fits',
      category: 'marketing',
      rendering: {
        body: '¡Hola Ana! Gracias por unirte a Casa Nopal. ¿Te mostramos las novedades?',
        footer: 'Responde BAJA para no recibir más promociones',
        buttons: [
          { type: 'quick_reply', text: 'Ver novedades', payload: 'Ver novedades' },
          { type: 'quick_reply', text: 'No, gracias', payload: 'No, gracias' }
        ]
      }
    })
  })

  it('may be named with the namespace of the account, and with no other', () => {
    expect(reasonOf(use(`${NAMESPACE}:bienvenida`, ['Ana']))).toBe('fits')
    expect(reasonOf(use('other:bienvenida', ['Ana']))).toMatch(/^1022: .*namespace other/)
  })

  it.each<[string, TemplateUse, RegExp]>([
    ['unknown', use('nadie', []), /no template nadie/],
    ['in another language', use('recordatorio_pago', ['a', 'b', 'c'], { language: 'en_US' }), /en_US/],
    ['pending', use('oferta_flash', ['a', 'b']), /pending/],
    ['rejected', use('liquidacion_total', ['a']), /rejected/],
    ['paused', use('ultima_oportunidad', ['a', 'b']), /paused/],
    ['with a parameter too few', use('recordatorio_pago', ['a', 'b']), /3 parameters, got 2/],
    ['with a parameter too many', use('bienvenida', ['a', 'b']), /1 parameters, got 2/],
    ['without its image', use('promo_octubre', ['a', 'b', 'c']), /image/],
    [
      'with an image it has not',
      use('bienvenida', ['a'], { headerImage: 'https://a.example/b.jpg' }),
      /no image/
    ],
    ['with positional values for names', use('cita_confirmada', ['a', 'b', 'c']), /nombre, fecha, hora/],
    ['without the value of its link', use('rastreo_pedido', ['a', 'b']), /Rastrear pedido/],
    ['without its code', use('codigo_verificacion', ['123456']), /code/]
  ])('is refused when it is %s', (_what, wanted, why) => {
    expect(reasonOf(wanted)).toMatch(/^1022: /)
    expect(reasonOf(wanted)).toMatch(why)
  })

  it("is read from Meta's own format, with image, named values and buttons", () => {
    const custom = (name: string, components: unknown[]) =>
      templateUseOf({ name, language: { policy: 'deterministic', code: 'es_MX' }, components })
    const promo = custom('promo_octubre', [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/b.jpg' } }] },
      { type: 'body', parameters: ['Ana', '20%', 'Roma'].map(text => ({ type: 'text', text })) },
      { type: 'button', sub_type: 'quick_reply', index: 0, parameters: [{ type: 'payload', payload: 'YES' }] }
    ])
    const appointment = custom('cita_confirmada', [
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'hora', text: '9:00' },
          { type: 'text', parameter_name: 'nombre', text: 'Ana' },
          { type: 'text', parameter_name: 'fecha', text: 'lunes' }
        ]
      }
    ])
    const parcel = custom('rastreo_pedido', [
      { type: 'body', parameters: ['Ana', 'A-1'].map(text => ({ type: 'text', text })) },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'A-1' }] }
    ])
    if (!promo || !appointment || !parcel) throw new Error('not read')
    expect(fitTemplate(promo, NAMESPACE)).toMatchObject({
      rendering: {
        header: { type: 'image', url: 'https://a.example/b.jpg' },
        buttons: [{ payload: 'YES' }, {}]
      }
    })
    expect(fitTemplate(appointment, NAMESPACE)).toMatchObject({
      rendering: { body: 'Hola Ana, tu cita es el lunes a las 9:00.' }
    })
    expect(fitTemplate(parcel, NAMESPACE)).toMatchObject({
      rendering: { buttons: [{ type: 'url', url: 'https://casanopal.example/pedidos/A-1' }] }
    })
  })

  it('is unique by name and language', () => {
    const keys = LIBRARY.map(({ name, language }) => `${name} ${language}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
