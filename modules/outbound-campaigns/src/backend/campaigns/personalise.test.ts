import { personalise, rowReader } from './personalise'

const what = {
  template_id: 'promo',
  template_namespace: null,
  language: 'es_MX',
  variables: ['Nombre', { column: 'monto', fallback: 'su saldo' }],
  parameter_names: null,
  header: null,
  buttons: null
}
const read = rowReader(['phone_number', ' NOMBRE ', 'Montó'])

describe('A personal message', () => {
  it('takes its variables from the columns, found without case, accents and outer spaces', () => {
    expect(personalise(what, read(['442', 'Ana', '$200'])).parameters).toEqual(['Ana', '$200'])
  })

  it('fills a gap with the fallback, and says where there is none', () => {
    expect(personalise(what, read(['442', ' ', '']))).toMatchObject({
      parameters: ['', 'su saldo'],
      missing: [{ position: 1, column: 'Nombre' }]
    })
  })

  it('names its variables where the template does', () => {
    const named = { ...what, parameter_names: ['customer', 'amount'] }
    expect(personalise(named, read(['442', 'Ana', '$200'])).parameters).toEqual({
      customer: 'Ana',
      amount: '$200'
    })
  })

  it('fills columns into the header and the buttons', () => {
    const rich = {
      ...what,
      header: { type: 'image' as const, link: 'https://example.com/{{nombre}}.png' },
      buttons: [
        { type: 'quick_reply' as const, index: 0, payload: 'yes {{phone_number}}' },
        { type: 'url' as const, index: 1, text: '{{ Montó }}' }
      ]
    }
    expect(personalise(rich, read(['442', 'Ana', '$200'])).content).toMatchObject({
      header: { link: 'https://example.com/Ana.png' },
      buttons: [{ payload: 'yes 442' }, { text: '$200' }]
    })
  })

  it('takes the first of two columns of the same name', () => {
    expect(rowReader(['a', 'A'])(['1', '2'])('a')).toBe('1')
  })
})
