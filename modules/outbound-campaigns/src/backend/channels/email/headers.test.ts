import {
  headersOf,
  messageIdOf,
  refOfMessageId,
  replySubject,
  threadHeaders,
  unsubscribeHeaders
} from './headers'
import { parseNamedAddress } from './sender-address'
import { mailTo } from './testing/mails'

describe('The id of a mail', () => {
  it('names the attempt and is found again in an answer', () => {
    const id = messageIdOf('12.3', '0123456789abcdef', 'example.com')
    expect(id).toBe('<12.3.0123456789abcdef@example.com>')
    expect(refOfMessageId(id)).toBe('12.3')
    expect(refOfMessageId(` ${id.slice(1, -1)} `)).toBe('12.3')
    expect(refOfMessageId('<abc@mail.gmail.com>')).toBeNull()
    expect(refOfMessageId('<12.3@example.com>')).toBeNull()
    expect(messageIdOf('a b>\r\n', '00', 'x.mx')).toBe('<a-b---.00@x.mx>')
  })
})

describe('The headers of unsubscribing', () => {
  it('are one each, https first', () => {
    expect(unsubscribeHeaders('https://x.mx/u?t=a', 'baja@x.mx', '1.1')).toEqual({
      'List-Unsubscribe': '<https://x.mx/u?t=a>, <mailto:baja@x.mx?subject=unsubscribe%201.1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
    })
    expect(unsubscribeHeaders('https://x.mx/u?t=a', null, '1.1')['List-Unsubscribe']).toBe(
      '<https://x.mx/u?t=a>'
    )
  })

  it('promise one click only where nobody can listen in', () => {
    expect(unsubscribeHeaders('http://x.mx/u', null, '1.1')).toEqual({
      'List-Unsubscribe': '<http://x.mx/u>'
    })
    expect(unsubscribeHeaders('http://127.0.0.1:3000/u', null, '1.1')).toHaveProperty('List-Unsubscribe-Post')
    expect(unsubscribeHeaders(null, 'baja@x.mx', '1.1')).toEqual({})
  })
})

describe('A follow-up', () => {
  it('refers to all before it, once each, and to the first when there are many', () => {
    const ids = Array.from({ length: 30 }, (_, i) => `<${i}@x.mx>`)
    const { References = '', 'In-Reply-To': to } = threadHeaders({
      inReplyTo: '<30@x.mx>',
      references: [...ids, '<3@x.mx>']
    })
    expect(to).toBe('<30@x.mx>')
    expect(References.split(' ')).toHaveLength(20)
    expect(References).toMatch(/^<0@x\.mx> <12@x\.mx>.*<29@x\.mx> <30@x\.mx>$/)
    expect(threadHeaders({ inReplyTo: '<1@x.mx>\r\nBcc: a@b.mx', references: [] })).toEqual({})
    expect(threadHeaders(null)).toEqual({})
  })

  it('has Re: before its subject, once', () => {
    expect(replySubject('Hola')).toBe('Re: Hola')
    expect(replySubject('RE : Hola')).toBe('RE : Hola')
    expect(replySubject('Hola\r\nBcc: x')).toBe('Re: Hola Bcc: x')
  })
})

it('says only to operators that a machine wrote it', () => {
  expect(headersOf(mailTo('ana@x.mx'), null)).not.toHaveProperty('Auto-Submitted')
  expect(headersOf(mailTo('ana@x.mx', { automatic: true }), null)).toHaveProperty(
    'Auto-Submitted',
    'auto-generated'
  )
})

it.each([
  ['Casa Nopal <ventas@x.mx>', { name: 'Casa Nopal', address: 'ventas@x.mx' }],
  ['"Nopal, Casa" <Ventas@X.mx>', { name: 'Nopal, Casa', address: 'ventas@x.mx' }],
  ['ventas@x.mx', { name: '', address: 'ventas@x.mx' }],
  ['Casa\r\nBcc: a@b.mx <ventas@x.mx>', { name: 'Casa Bcc: a@b.mx', address: 'ventas@x.mx' }],
  ['Casa Nopal', null]
])('reads the sender %j', (written, expected) => {
  expect(parseNamedAddress(written)).toEqual(expected)
})
