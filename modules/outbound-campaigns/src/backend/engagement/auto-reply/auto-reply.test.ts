import { whoAnswered, type Answer } from './auto-reply'

const AT = Date.parse('2026-07-01T18:00:00Z')
const ZONE = 'America/Mexico_City'
const who = (answer: Partial<Answer>) =>
  whoAnswered({ headers: {}, subject: '', text: '', ...answer }, { at: AT, zone: ZONE })
/** Days in Mexico City begin at six in the morning, UTC. */
const day = (date: string) => Date.parse(`${date}T06:00:00Z`)
const backOn = (text: string) => {
  const answer = who({ headers: { 'auto-submitted': 'auto-replied' }, text })
  return answer.kind === 'machine' ? answer.returnAt : undefined
}

describe('An answer', () => {
  it.each([
    { 'auto-submitted': 'auto-replied' },
    { 'auto-submitted': 'auto-generated; owner-email="x@example.com"' },
    { precedence: 'auto_reply' },
    { precedence: 'bulk' },
    { 'x-autoreply': 'yes' },
    { 'x-autorespond': 'Out of office' },
    { 'x-auto-response-suppress': 'All' },
    { 'return-path': '<>' }
  ] as Array<Record<string, string>>)('is a machine by its headers: %j', headers => {
    expect(who({ headers, text: 'Sí, me interesa' })).toMatchObject({
      kind: 'machine',
      signal: 'auto_reply_headers'
    })
  })

  it.each([
    ['Automatic reply: Your proposal', ''],
    ['Respuesta automática: Propuesta', ''],
    ['RE: Out of Office', ''],
    ['Fuera de la oficina', ''],
    ['De vacaciones hasta el 20', ''],
    ['', 'Hola, estoy de vacaciones y volveré pronto.'],
    ['', 'Me encuentro fuera de la oficina hasta el 15 de julio.'],
    ['', 'I am currently out of the office with limited access to my email.'],
    ['', 'Thank you for your message. This is an automated reply.'],
    ['', 'Este es un mensaje automático.']
  ])('is a machine by its words: %s %s', (subject, text) => {
    expect(who({ subject, text })).toMatchObject({ kind: 'machine', signal: 'auto_reply_words' })
  })

  it.each([
    ['Re: Propuesta', 'Sí, me interesa. ¿Hablamos el martes?'],
    ['Re: Automatización de reportes', 'Mándame más información'],
    ['Re: Your automatic gate', 'How much is it?'],
    ['Re: hola', 'Mi jefe está de vacaciones, te escribo cuando vuelva.'],
    ['Re: hola', 'Claro\n\nEl lun, 29 jun 2026, Ana escribió:\n> Me encuentro fuera de la oficina'],
    ['', '']
  ])('is a person: %s %s', (subject, text) => {
    expect(who({ subject, text })).toEqual({ kind: 'person' })
  })

  it('is a person whose mail program says so, whatever the words', () => {
    expect(who({ headers: { 'auto-submitted': 'no' }, subject: 'Out of office next week' })).toEqual({
      kind: 'person'
    })
  })
})

describe('The day of return', () => {
  it.each([
    ['I will be back on Monday, July 13, 2026.', '2026-07-13'],
    ['I am away until 15 July.', '2026-07-16'],
    ['out of office through the 3rd of August', '2026-08-04'],
    ['I return to the office on 2026-07-20', '2026-07-20'],
    ['Estaré de vacaciones hasta el 15 de julio de 2026.', '2026-07-16'],
    ['Estoy fuera de la oficina del 1 al 10 de julio.', '2026-07-11'],
    ['Regreso el lunes 6 de julio.', '2026-07-06'],
    ['Vuelvo el día 20/07/2026', '2026-07-20'],
    ['Me reincorporo el 7/9', '2026-09-07'],
    ['back on 12/28', '2026-12-28'],
    ['Estaré de vuelta el 4 de enero', '2027-01-04'],
    ['hasta el 15 de julio; regreso el 18 de julio', '2026-07-18']
  ])('%s', (text, date) => {
    expect(backOn(text)).toBe(day(date))
  })

  it.each([
    ['I am out of the office.'],
    ['Call me on July 20.'],
    ['I was away until 15 June 2026.'],
    ['hasta el 31 de febrero'],
    ['hasta el 15 de julio de 2030'],
    ['until further notice'],
    ['']
  ])('is not said in: %s', text => {
    expect(backOn(text)).toBeNull()
  })

  it('is read in no time, whatever stands there', () => {
    const begin = Date.now()
    backOn('until the '.repeat(5_000))
    who({ subject: 're: '.repeat(5_000), text: 'on '.repeat(50_000) })
    // Milliseconds; minutes, if it looked from each of its places to the end.
    expect(Date.now() - begin).toBeLessThan(10_000)
  })
})
