import fc from 'fast-check'
import { normalizeEmail, normalizeWrittenEmail } from './address'

const person = (raw: string): string => {
  const email = normalizeEmail(raw)
  if (email.kind === 'invalid') throw new Error(`${JSON.stringify(raw)}: ${email.code}`)
  return email.person
}
const codeOf = (raw: string): string => {
  const email = normalizeEmail(raw)
  return email.kind === 'invalid' ? email.code : email.person
}

describe('An address', () => {
  it.each([
    'ana@example.com',
    'Ana@Example.COM',
    '  ana@example.com ',
    '\u00a0ana@example.com\u00a0',
    '\ufeffana@exam\u200bple.com',
    'ANA @ EXAMPLE.COM',
    'mailto:ana@example.com',
    'mailto:Ana@example.com?subject=Hola',
    '<ana@example.com>',
    'Ana López <ana@example.com>',
    '"López, Ana" <ana@example.com>;',
    'ana@example.com <mailto:ana@example.com>',
    "'ana@example.com",
    '="ana@example.com"'.slice(1),
    'ana@example.com.',
    'ana@example.com,',
    '(ana@example.com)',
    'ａｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    'ana@example。com'
  ])('is one person however it is written: %j', raw => {
    expect(person(raw)).toBe('ana@example.com')
  })

  it('keeps what makes another address at most providers', () => {
    expect(person('Ana.Lopez+ventas@gmail.com')).toBe('ana.lopez+ventas@gmail.com')
    expect(person("o'brien@example.ie")).toBe("o'brien@example.ie")
    expect(person('josé@example.com')).toBe(person('jose\u0301@example.com'))
  })

  it('has its domain as the DNS knows it', () => {
    expect(person('ana@ESPAÑOL.com')).toBe('ana@xn--espaol-zwa.com')
    expect(person('ana@xn--espaol-zwa.com')).toBe('ana@xn--espaol-zwa.com')
    expect(person('用户@例え.テスト')).toBe('用户@xn--r8jz45g.xn--zckzah')
  })

  it.each([
    ['', 'email_missing'],
    [' \u00a0 ', 'email_missing'],
    ['no tiene', 'email_no_at'],
    ['ana.example.com', 'email_no_at'],
    ['ana@example.com, luis@example.com', 'email_several'],
    ['ana@example.com luis@example.com', 'email_several'],
    ['ana@example.com/luis@example.com', 'email_several'],
    ['ana lopez@example.com', 'email_name'],
    ['@example.com', 'email_name'],
    ['ana..lopez@example.com', 'email_name'],
    ['ana.@example.com', 'email_name'],
    ['"ana lopez"@example.com', 'email_name'],
    ['ana@@example.com', 'email_name'],
    ['ana\r\nBcc: luis@example.com', 'email_name'],
    ['ana@', 'email_domain'],
    ['ana@example', 'email_domain'],
    ['ana@localhost', 'email_domain'],
    ['ana@-example.com', 'email_domain'],
    ['ana@example..com', 'email_domain'],
    ['ana@exa_mple.com', 'email_domain'],
    ['ana@ex%61mple.com', 'email_domain'],
    ['ana@example.c', 'email_domain'],
    ['ana@192.168.1.1', 'email_domain'],
    ['ana@[192.168.1.1]', 'email_domain'],
    ['ana@example.com\r\nDATA', 'email_domain'],
    [`ana@${'a'.repeat(64)}.com`, 'email_domain'],
    [`${'a'.repeat(65)}@example.com`, 'email_too_long'],
    [`ana@${'abcdefghi.'.repeat(25)}com`, 'email_too_long']
  ])('is refused with what to do about it: %j', (raw, code) => {
    expect(codeOf(raw)).toBe(code)
  })

  it('says nothing of what it refused', () => {
    const refused = normalizeEmail('muy secreto@example.com')
    expect(JSON.stringify(refused)).not.toContain('secreto')
  })

  const written = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), fc.domain())
      .map(([name, domain]) => `${name}@${domain}`),
    fc
      .array(
        fc.constantFrom(
          'a',
          'É',
          'ß',
          '.',
          '@',
          '-',
          '+',
          ' ',
          '<',
          '>',
          '"',
          'xn--',
          'com',
          '１',
          '\u200d',
          '?'
        ),
        {
          maxLength: 14
        }
      )
      .map(parts => parts.join(''))
  )

  it('answers its own answer with itself, and holds nothing that could end a header or a command', () => {
    fc.assert(
      fc.property(written, raw => {
        const email = normalizeEmail(raw)
        if (email.kind === 'invalid') return
        expect(normalizeEmail(email.person)).toEqual(email)
        expect(email.person).not.toMatch(/[\s<>"(),:;\p{C}]/u)
        expect(email.person.split('@')).toHaveLength(2)
      }),
      { numRuns: 5_000 }
    )
  })

  it('is the same by the short way and by the long one', () => {
    fc.assert(
      fc.property(written, raw => {
        expect(normalizeEmail(raw)).toEqual(normalizeWrittenEmail(raw))
      }),
      { numRuns: 5_000 }
    )
  })
})
