import fc from 'fast-check'
import { checkTemplate } from './check'
import { modernised, olderVariables } from './legacy'
import { knownVariables } from './variables'

const known = knownVariables(['plan', 'fecha_de_cita'])
const problems = (written: string) =>
  checkTemplate(written, known).map(({ code, line, column, name, nearest }) => [
    code,
    line,
    column,
    name,
    nearest
  ])

describe('A template', () => {
  it.each([
    'Hola {{ first_name }}',
    '{{ first_name | default: "amigo" }}',
    '{{ first_name | default: last_name | upcase }}',
    '{first_name} de {company_name}',
    '{{ plan }} {{ custom.plan }}',
    '{% if score > 30 %}{{ company }}{% else %}{{ email }}{% endif %}',
    '{% assign saludo = "Hola" %}{{ saludo }}, {% for n in (1..3) %}{{ n }}{{ forloop.index }}{% endfor %}',
    '{% capture x %}{{ plan }}{% endcapture %}{{ x }}',
    '<style>p{color:red} @media (max-width:600px){.a{width:100%}}</style>{{ unsubscribe_url }}',
    'Sin variables'
  ])('is right: %s', written => {
    expect(problems(written)).toEqual([])
  })

  it.each([
    ['Hola {{ frist_name }}', 'unknown_variable', 1, 9, 'frist_name', 'first_name'],
    ['uno\ndos {{ companía }}', 'unknown_variable', 2, 8, 'companía', 'company'],
    ['{first_name}\n{first_name} {compani_name}', 'unknown_variable', 2, 15, 'compani_name', 'company_name'],
    ['{first_name} {{ zzz }}', 'unknown_variable', 1, 17, 'zzz', null],
    ['{{ custom.plam }}', 'unknown_variable', 1, 4, 'plam', 'plan'],
    ['{{ first_name | upcas }}', 'template_syntax', 1, 1, null, null],
    ['a\n{% if score %}', 'template_syntax', 2, 1, null, null],
    ['{first_name}{first_name}{{ b', 'template_syntax', 1, 25, null, null],
    ['{% include "x" %}', 'template_syntax', 1, 1, null, null],
    ['{% render "/etc/passwd" %}', 'template_syntax', 1, 1, null, null],
    ['{{ first_name | raw }}', 'template_syntax', 1, 1, null, null],
    ['{% nada %}', 'template_syntax', 1, 1, null, null]
  ])('is wrong, and says where: %j', (written, ...expected) => {
    expect(problems(written)[0]).toEqual(expected)
  })

  it('tells every unknown variable, in the order in which they stand', () => {
    expect(problems('{{ b }} {{ a }}\n{{ b }}').map(([, line, , name]) => [line, name])).toEqual([
      [1, 'b'],
      [1, 'a'],
      [2, 'b']
    ])
    expect(checkTemplate('{{ frist_name }}', known)[0]?.message).toBe(
      'There is no variable "frist_name". Did you mean "first_name"?'
    )
  })

  it('never makes the check fail, whatever it is', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '{{',
      '}}',
      '{%',
      '%}',
      'if',
      'endif',
      ' a ',
      '|',
      '"',
      '\n',
      'first_name',
      '<style>',
      'ñ'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const written = pieces.join('')
        for (const { line, column } of checkTemplate(written, known)) {
          expect(line).toBeLessThanOrEqual(written.split('\n').length)
          expect(column).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 }
    )
  })
})

it('shows which older variables are left, and brings them up to date', () => {
  const written = '{first_name} {{ company }} {company_name} {first_name} <style>a{b}</style> { x } {}'
  expect(olderVariables(written)).toEqual(['first_name', 'company_name'])
  expect(modernised(written)).toBe(
    '{{ first_name }} {{ company }} {{ company }} {{ first_name }} <style>a{b}</style> { x } {}'
  )
  expect(olderVariables(modernised(written))).toEqual([])
})
