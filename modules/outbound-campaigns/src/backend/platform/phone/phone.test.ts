import { addressOf, displayPhone, matchForms } from './address'
import { normalizePhone, normalizeWritten } from './phone'

const person = (raw: string, country = 'MX'): string => {
  const phone = normalizePhone(raw, country)
  if (phone.kind === 'invalid') throw new Error(`${JSON.stringify(raw)}: ${phone.code}`)
  return phone.person
}
const codeOf = (raw: string, country = 'MX'): string => {
  const phone = normalizePhone(raw, country)
  return phone.kind === 'invalid' ? phone.code : phone.person
}

/** Numbers without chance: the same in every run, spread over all ten digits. */
const someNumbers = (count: number): number[] => {
  let seed = 20_261_121
  return Array.from({ length: count }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  })
}
const mexicanNumbers = someNumbers(400)
  .map(share => String(2_000_000_000 + Math.floor(share * 7_999_999_999)))
  .filter(number => !/^(?:20[01]|300|800|888|900)/.test(number))

describe('A Mexican number', () => {
  it('is one person in every way it is written', () => {
    for (const n of mexicanNumbers) {
      const [area, middle, end] = [n.slice(0, 3), n.slice(3, 6), n.slice(6)]
      const forms = [
        n,
        `52${n}`,
        `+52${n}`,
        `+521${n}`,
        `521${n}`,
        `0052${n}`,
        `00521${n}`,
        `044${n}`,
        `045${n}`,
        `01${n}`,
        `+52 044 ${n}`,
        `+52 01 ${n}`,
        `${area} ${middle} ${end}`,
        `(${area}) ${middle}-${end}`,
        `${area}.${middle}.${end}`,
        `044 ${area} ${middle} ${end}`,
        `+52 1 ${area} ${middle} ${end}`,
        `+52 (1) ${area}\u2011${middle}\u2013${end}`,
        `\u202a+52\u00a0${area}\u200b${middle}\u2009${end}\u202c`,
        `'${n}`,
        `'+521${n}`,
        `="${n}"`,
        `="+52${n}"`,
        `"${n}"`,
        `tel:+521${n}`,
        `whatsapp:+52${n}`,
        `https://wa.me/521${n}`,
        `${n}.0`,
        `\ufeff${n}`,
        ` ${n}\t`
      ]
      for (const form of forms) expect([form, codeOf(form)]).toEqual([form, `+52${n}`])
    }
  })

  it('is Mexican wherever the campaign is from, once it says so', () => {
    for (const country of ['AR', 'BR', 'ES', 'US', ''])
      expect(person('+521 442 259 1631', country)).toBe('+524422591631')
  })

  it('goes the short way to the same answer as the long way', () => {
    const any = someNumbers(2000).map(share => String(Math.floor(share * 10_000_000_000)).padStart(10, '0'))
    const service = ['800', '888', '900', '300', '200', '201', '500'].map(area => `${area}1234567`)
    for (const n of [...any, ...service])
      for (const form of [n, `+52${n}`, `+521${n}`, `52${n}`, `521${n}`, `1${n}`])
        for (const country of ['MX', 'ES'])
          expect(normalizePhone(form, country)).toEqual(normalizeWritten(form, country))
  })

  it('keeps the documented example', () => {
    expect(displayPhone(person('4422591631'), '521')).toBe('+5214422591631')
    expect(addressOf(person('4422591631'), '521')).toBe('5214422591631')
    expect(addressOf(person('4422591631'), '52')).toBe('524422591631')
  })
})

describe('A number of another country', () => {
  it.each([
    // Argentina: 9, 15 and neither are one person.
    ['+5491123456789', 'MX', '+5491123456789'],
    ['+541123456789', 'MX', '+5491123456789'],
    ['1123456789', 'AR', '+5491123456789'],
    ['11 15 2345-6789', 'AR', '+5491123456789'],
    ['011 15 2345 6789', 'AR', '+5491123456789'],
    ['+54 11 15 2345 6789', 'MX', '+5491123456789'],
    ['541123456789', 'AR', '+5491123456789'],
    ['+543512345678', 'MX', '+5493512345678'],
    // Brazil: the ninth digit.
    ['+5511987654321', 'MX', '+5511987654321'],
    ['+551187654321', 'MX', '+5511987654321'],
    ['11 98765-4321', 'BR', '+5511987654321'],
    ['5511987654321', 'BR', '+5511987654321'],
    ['011 98765-4321', 'BR', '+5511987654321'],
    // Others, as they are.
    ['612 34 56 78', 'ES', '+34612345678'],
    ['34612345678', 'ES', '+34612345678'],
    ['+34 612 345 678', 'MX', '+34612345678'],
    ['0034612345678', 'MX', '+34612345678'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['+57 300 123 4567', 'MX', '+573001234567'],
    ['+44 (0)7400 123456', 'MX', '+447400123456'],
    ['+56912345678', 'MX', '+56912345678'],
    ['+50688887777', 'MX', '+50688887777']
  ])('%s (%s) is %s', (raw, country, expected) => {
    expect(codeOf(raw, country)).toBe(expected)
  })
})

describe('What is no number to write to', () => {
  it.each([
    ['', 'MX', 'phone_missing'],
    [' \u200b ', 'MX', 'phone_missing'],
    [`'`, 'MX', 'phone_missing'],
    ['5.52144E+12', 'MX', 'phone_rounded'],
    ['5,52144E+12', 'MX', 'phone_rounded'],
    ['5.52144e12', 'MX', 'phone_rounded'],
    ['4E+09', 'ES', 'phone_rounded'],
    ['abc', 'MX', 'phone_letters'],
    ['44225916E1', 'MX', 'phone_letters'],
    ['Cel. 4422591631', 'MX', 'phone_letters'],
    ['4422591631 / 4427654321', 'MX', 'phone_several'],
    ['4422591631; 5512345678', 'MX', 'phone_several'],
    ['4422591631 y 5512345678', 'MX', 'phone_several'],
    ['?', 'MX', 'phone_unreadable'],
    ['44225+91631', 'MX', 'phone_unreadable'],
    ['#N/A', 'MX', 'phone_letters'],
    ['442259163', 'MX', 'phone_too_short'],
    ['+52442259163', 'MX', 'phone_too_short'],
    ['44225916311', 'MX', 'phone_too_long'],
    // 1 and ten digits: Mexico's old way without 52, or a number of the USA. Guessing would write to a stranger.
    ['14422591631', 'MX', 'phone_too_long'],
    ['34612345678', 'MX', 'phone_too_long'],
    ['+52144225916311', 'MX', 'phone_too_long'],
    ['0000000000', 'MX', 'phone_not_in_country'],
    ['1234567890', 'MX', 'phone_not_in_country'],
    ['8001234567', 'MX', 'phone_not_mobile'],
    ['01 800 123 4567', 'MX', 'phone_not_mobile'],
    ['+529001234567', 'MX', 'phone_not_mobile'],
    ['+34912345678', 'MX', 'phone_not_mobile'],
    ['+18005551234', 'MX', 'phone_not_mobile'],
    ['+551133334444', 'MX', 'phone_not_mobile'],
    ['0800 555 1234', 'AR', 'phone_not_mobile'],
    ['12345', 'ES', 'phone_too_short'],
    ['+999123456789', 'MX', 'phone_not_in_country'],
    ['+12345678901234567', 'MX', 'phone_too_long'],
    ['000000000', 'ES', 'phone_not_in_country'],
    ['4422591631', 'XX', 'phone_country_missing'],
    ['4422591631', '', 'phone_country_missing']
  ])('%j (%s): %s', (raw, country, code) => {
    expect(codeOf(raw, country)).toBe(code)
  })

  it('says what to do in words, and never the number itself', () => {
    for (const raw of ['5.52144E+12', '44225916319', '8001234567', '12345', '4422591631 / 4427654321']) {
      const phone = normalizePhone(raw, 'MX')
      if (phone.kind !== 'invalid') throw new Error(raw)
      expect(phone.message.length).toBeGreaterThan(30)
      expect(phone.message).not.toContain(raw)
    }
  })
})

describe('The canonical form', () => {
  const people = [
    ...mexicanNumbers.map(n => `+52${n}`),
    '+5491123456789',
    '+5511987654321',
    '+34612345678',
    '+14155552671'
  ]

  it('is its own canonical form, from any country', () => {
    for (const one of people)
      for (const country of ['MX', 'AR', 'US', '']) expect(person(one, country)).toBe(one)
  })

  it('comes back from how it is shown, and from how it is addressed', () => {
    for (const one of people)
      for (const prefix of ['521', '52'] as const) {
        expect(person(displayPhone(one, prefix))).toBe(one)
        expect(matchForms(addressOf(one, prefix))).toEqual([one])
      }
  })

  it('is found from each form that a webhook may carry', () => {
    expect(matchForms('5214422591631')).toEqual(['+524422591631'])
    expect(matchForms('+524422591631')).toEqual(['+524422591631'])
    expect(matchForms('541123456789')).toEqual(['+5491123456789'])
    expect(matchForms('5491123456789')).toEqual(['+5491123456789'])
    expect(matchForms('551187654321')).toEqual(['+5511987654321'])
    expect(matchForms('551133334444')).toEqual(['+551133334444'])
    expect(matchForms('447700900001')).toEqual(['+447700900001'])
    expect(matchForms('MX.1349aB')).toEqual([])
    expect(matchForms('')).toEqual([])
  })
})
