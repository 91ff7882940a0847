import { leadColumns } from './fields'
import { leadRow } from './row'
import { readDay, readLanguage, readPriority, readScore, readYes, readZone } from './values'

const valueOf = (read: { kind: string; value?: unknown }) => (read.kind === 'value' ? read.value : read.kind)

describe('Values in a spreadsheet', () => {
  it.each([
    ['85', 85],
    ['72,5', 72.5],
    [' 72.5 % ', 72.5],
    ['100', 100],
    ['101', 'invalid'],
    ['-1', 'invalid'],
    ['alto', 'invalid']
  ])('score %s', (text, expected) => expect(valueOf(readScore(text))).toBe(expected))

  it.each([
    ['Alta', 'high'],
    ['MEDIUM', 'medium'],
    ['baja', 'low'],
    ['constructor', 'invalid']
  ])('priority %s', (text, expected) => expect(valueOf(readPriority(text))).toBe(expected))

  it.each([
    ['es', 'es'],
    ['es_MX', 'es'],
    ['en-US', 'en'],
    ['Inglés', 'en'],
    ['Español', 'es'],
    ['fr', 'invalid']
  ])('language %s', (text, expected) => expect(valueOf(readLanguage(text))).toBe(expected))

  it.each([
    ['Sí', true],
    ['NO', false],
    ['verdadero', true],
    ['quizá', 'invalid']
  ])('yes or no: %s', (text, expected) => expect(valueOf(readYes(text))).toBe(expected))

  it.each([
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['31/01/2026', Date.UTC(2026, 0, 31)],
    ['1.2.2026', Date.UTC(2026, 1, 1)],
    ['2026-01-31T10:30:00-06:00', Date.UTC(2026, 0, 31, 16, 30)],
    ['2026-01-31 10:30', Date.UTC(2026, 0, 31, 10, 30)],
    ['2026-02-30', 'invalid'],
    ['01/31/2026', 'invalid'],
    ['ayer', 'invalid']
  ])('day %s', (text, expected) => expect(valueOf(readDay(text))).toBe(expected))

  it('time zones', () => {
    expect(valueOf(readZone(' America/Mexico_City '))).toBe('America/Mexico_City')
    expect(valueOf(readZone('Mexico'))).toBe('invalid')
  })
})

describe('The columns of a file', () => {
  const fieldsOf = (columns: string[]) =>
    Object.fromEntries(leadColumns(columns, null).fields.map(({ field, column }) => [field, column]))

  it('are known by what people call them', () => {
    expect(fieldsOf(['Nombre(s)', 'APELLIDOS', 'E-Mail', 'Tel. Celular', 'Id'])).toMatchObject({
      last_name: 'APELLIDOS',
      email: 'E-Mail',
      phone_number: 'Tel. Celular',
      ext_id: 'Id'
    })
    expect(fieldsOf(['First Name', 'Last Name', 'Company', 'Phone', 'Email address'])).toEqual({
      first_name: 'First Name',
      last_name: 'Last Name',
      company: 'Company',
      phone_number: 'Phone',
      email: 'Email address'
    })
  })

  it('hold one thing each: the surer name wins, the other is a field of its own', () => {
    const columns = leadColumns(['telefono', 'whatsapp', 'email'], null)
    expect(columns.fields.find(({ field }) => field === 'phone_number')?.column).toBe('whatsapp')
    expect(columns.custom).toEqual([{ name: 'telefono', at: 0, column: 'telefono' }])
  })

  it('mapped by somebody are taken at their word', () => {
    const columns = leadColumns(['Email', 'Otro correo'], { email: 'otro correo' })
    expect(columns.fields).toEqual([{ field: 'email', at: 1, column: 'Otro correo' }])
    expect(columns.custom.map(({ name }) => name)).toEqual(['Email'])
  })
})

describe('A row', () => {
  const columns = leadColumns(['email', 'phone', 'score', 'Ciudad'], null)
  const read = (...cells: string[]) => leadRow(cells, columns, 'MX')

  it('says what its cells say, and nothing by empty ones', () => {
    expect(read(' Ana@Example.com ', '', '', 'León')).toEqual({
      kind: 'lead',
      given: { email: 'Ana@Example.com', email_key: 'ana@example.com', custom: { Ciudad: 'León' } }
    })
  })

  it.each([
    [['', '', '5', 'x'], null, 'identity_missing'],
    [['a@example.com', '12', '', ''], 'phone', 'phone_too_short'],
    [['a@example.com', '', 'mucho', ''], 'score', 'score_invalid'],
    [['a@example.com', '', '', 'x'.repeat(10_001)], 'Ciudad', 'too_long']
  ])('is refused with its cell: %#', (cells, column, code) => {
    expect(read(...cells)).toMatchObject({ kind: 'refused', problem: { column, code } })
  })
})
