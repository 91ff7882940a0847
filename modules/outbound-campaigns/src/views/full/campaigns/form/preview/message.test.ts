import { messageView, piecesOf } from './message'

const values: Record<string, string> = { 1: 'Ana', 2: '20%', nombre: 'Luis' }
const valueOf = (name: string): string | undefined => values[name]
const textOf = (text: string): string =>
  piecesOf(text, valueOf)
    .map(piece => piece.text)
    .join('')

test('variables are filled where something fills them, and stay visible where nothing does', () => {
  expect(piecesOf('Hola {{1}}: {{3}}.', valueOf)).toEqual([
    { text: 'Hola ', filled: false, style: 'plain' },
    { text: 'Ana', filled: true, style: 'plain' },
    { text: ': ', filled: false, style: 'plain' },
    { text: '{{3}}', filled: true, style: 'plain' },
    { text: '.', filled: false, style: 'plain' }
  ])
  expect(textOf('Hola {{ nombre }}')).toBe('Hola Luis')
})

test('WhatsApp’s marks become styles, also around a variable', () => {
  expect(piecesOf('*{{1}}* es _tu_ ~código~', valueOf)).toEqual([
    { text: 'Ana', filled: true, style: 'bold' },
    { text: ' es ', filled: false, style: 'plain' },
    { text: 'tu', filled: false, style: 'italic' },
    { text: ' ', filled: false, style: 'plain' },
    { text: 'código', filled: false, style: 'strike' }
  ])
})

test.each(['2 * 3 * 4', 'a_b_c d', '* no *', 'uno*\n*dos'])('what only looks like a mark stays: %j', text => {
  expect(textOf(text)).toContain(text.slice(0, 1))
})

test('header, footer and buttons are found whatever their case, and what is new is a button all the same', () => {
  const view = messageView(
    [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'body', text: 'Hola' },
      { type: 'FOOTER', text: 'BAJA' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Ver', url: 'https://x.example' },
          { type: 'FLOW', text: 'Elegir' },
          { type: 'QUICK_REPLY', text: 'Baja' }
        ]
      }
    ],
    valueOf,
    'https://x.example/a.png',
    index => index === 2
  )
  expect(view).toMatchObject({
    header: { kind: 'media', media: 'image', link: 'https://x.example/a.png' },
    footer: 'BAJA',
    buttons: [
      { kind: 'link', text: 'Ver' },
      { kind: 'reply', text: 'Elegir' },
      { kind: 'leave', text: 'Baja' }
    ]
  })
})

test('a header text takes its one variable', () => {
  const view = messageView(
    [{ type: 'HEADER', text: 'Para {{1}}' }],
    () => undefined,
    'ti',
    () => false
  )
  expect(view.header).toMatchObject({ pieces: [{ text: 'Para ' }, { text: 'ti', filled: true }] })
})
