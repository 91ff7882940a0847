import { itemsOf } from './fields'
import { readInbound } from './inbound'
import { readStatus, type StatusBody } from './status'
import { messagingAddress } from './handover'
import type { ReplyBody } from '../reply'

const status = (item: Record<string, unknown>) => readStatus(item)?.body as StatusBody | undefined
const inbound = (item: Record<string, unknown>) => readInbound(item)?.body as ReplyBody | undefined

const v1 = {
  message_uuid: 'uuid-1',
  to: '5214422591631',
  from: '447700900001',
  timestamp: '2025-02-03T12:14:25Z',
  status: 'delivered',
  channel: 'whatsapp',
  client_ref: '12.1'
}

describe('A status body', () => {
  it('is read in v1, with what it cost and how WhatsApp writes the person', () => {
    const body = {
      ...v1,
      usage: { currency: 'EUR', price: '0.0333' },
      whatsapp: { recipient: { user_id: 'MX.13', wa_id: '5214422591631' } }
    }
    expect(status(body)).toEqual({
      uuid: 'uuid-1',
      ref: '12.1',
      status: 'delivered',
      error: null,
      at: Date.UTC(2025, 1, 3, 12, 14, 25),
      price: 0.0333,
      currency: 'EUR',
      wa_id: '5214422591631',
      user_id: 'MX.13'
    })
  })

  it('is read in v0.1', () => {
    const body = {
      message_uuid: 'uuid-1',
      to: { type: 'whatsapp', number: '5214422591631' },
      from: { type: 'whatsapp', number: '447700900001' },
      timestamp: '2025-02-03T12:14:25.123Z',
      status: 'rejected',
      client_ref: '12.1',
      error: { code: 1022, reason: 'Invalid template' }
    }
    expect(status(body)).toMatchObject({
      status: 'rejected',
      error: { code: 1022, reason: 'Invalid template' }
    })
    expect(status({ ...body, status: 'unreachable' })).toMatchObject({ status: 'undeliverable' })
  })

  it('keeps an error however it is nested, and no more of it than is sensible', () => {
    const error = { type: 'https://x#1022', title: 1022, detail: 'x'.repeat(10_000), deep: { a: 1 } }
    expect(status({ ...v1, status: 'rejected', error: { error } })?.error).toEqual({
      error: { type: 'https://x#1022', title: 1022, detail: 'x'.repeat(500) }
    })
    expect(status({ ...v1, status: 'rejected', error: 'odd' })?.error).toBeNull()
  })

  it('is nothing of ours when it is of another channel, says nothing known, or names no message', () => {
    expect(status({ ...v1, channel: 'sms' })).toBeUndefined()
    expect(status({ ...v1, status: 'accepted' })).toBeUndefined()
    expect(status({ ...v1, message_uuid: 7, client_ref: undefined })).toBeUndefined()
    expect(status({})).toBeUndefined()
  })

  it('is believed in nothing that it cannot be', () => {
    const odd = {
      ...v1,
      timestamp: 'soon',
      usage: { price: '-1', currency: 5 },
      whatsapp: 'x',
      client_ref: 9
    }
    expect(status(odd)).toMatchObject({ at: null, price: null, currency: null, wa_id: null, ref: null })
  })

  it('repeated is the same news, and any other is another', () => {
    const key = (item: Record<string, unknown>) => readStatus(item)?.dedupeKey
    expect(key({ ...v1 })).toBe(key({ ...v1, profile: { name: 'Ana' } }))
    expect(key({ ...v1 })).not.toBe(key({ ...v1, status: 'read' }))
  })
})

describe('An inbound body', () => {
  const base = {
    channel: 'whatsapp',
    message_uuid: 'in-1',
    to: '447700900001',
    from: '5214422591631',
    timestamp: '2025-02-03T12:14:25Z',
    context_status: 'none'
  }

  it.each([
    [
      { message_type: 'text', text: 'BAJA' },
      { type: 'text', text: 'BAJA', payload: null }
    ],
    [
      { message_type: 'reply', reply: { id: 'r1', title: '9am' } },
      { type: 'reply', text: '9am', payload: 'r1' }
    ],
    [
      { message_type: 'button', button: { payload: 'YES', text: 'Sí' } },
      { type: 'button', text: 'Sí', payload: 'YES' }
    ],
    [
      { message_type: 'button', button: { payload: { a: 1 }, text: 'Sí' } },
      { type: 'button', text: 'Sí', payload: '{"a":1}' }
    ],
    [
      { message_type: 'image', image: { url: 'https://x', caption: 'mira' } },
      { type: 'image', text: 'mira', payload: null }
    ],
    [
      { message_type: 'audio', audio: { url: 'https://x' } },
      { type: 'audio', text: null, payload: null }
    ]
  ])('is read: %j', (said, expected) => {
    expect(inbound({ ...base, ...said })).toMatchObject({
      person: '+524422591631',
      address: '5214422591631',
      uuid: 'in-1',
      via: 'webhook',
      answers: null,
      ...expected
    })
  })

  it('says which message it answers', () => {
    const answering = { ...base, message_type: 'text', text: 'x', context: { message_uuid: 'uuid-9' } }
    expect(inbound(answering)).toMatchObject({ answers: 'uuid-9' })
  })

  it("comes from WhatsApp's own name of a person, with or without the number behind it", () => {
    const from = 'MX.13491208655302741918'
    expect(inbound({ ...base, from, text: 'x' })).toMatchObject({
      person: null,
      address: null,
      user_id: from
    })
    const sender = { user_id: from, wa_id: '5214422591631' }
    expect(inbound({ ...base, from, text: 'x', whatsapp: { sender } })).toMatchObject({
      person: '+524422591631',
      address: '5214422591631',
      user_id: from
    })
  })

  it('is read in v0.1', () => {
    const body = {
      message_uuid: 'in-1',
      to: { type: 'whatsapp', number: '447700900001' },
      from: { type: 'whatsapp', number: '5214422591631' },
      message: { content: { type: 'text', text: 'hola' } }
    }
    expect(inbound(body)).toMatchObject({ person: '+524422591631', type: 'text', text: 'hola' })
  })

  it('is nothing of ours from another channel or from nobody', () => {
    expect(inbound({ ...base, channel: 'sms' })).toBeUndefined()
    expect(inbound({ ...base, from: 'somebody' })).toBeUndefined()
    expect(inbound({ ...base, message_uuid: undefined })).toBeUndefined()
  })
})

describe('A body', () => {
  it('holds one object or a list of them, and nothing else', () => {
    const items = (text: string) => itemsOf(Buffer.from(text))
    expect(items('{"a":1}')).toEqual([{ a: 1 }])
    expect(items('[{"a":1},{"b":2}]')).toEqual([{ a: 1 }, { b: 2 }])
    for (const odd of ['', '7', '"x"', 'null', '[1]', '{"a":', '[[]]']) expect(items(odd)).toBeUndefined()
  })

  it('loses what no database can keep', () => {
    const [item] = itemsOf(Buffer.from('{"text":"a\\u0000b\\ud800c\\udc00 \\ud83d\\ude00"}')) ?? []
    expect(item).toEqual({ text: 'a\ufffdb\ufffdc\ufffd 😀' })
  })
})

describe("The messaging server's address", () => {
  it('stands beside the bots, under whatever path Botpress is served', () => {
    expect(messagingAddress('http://localhost:3000/api/v1/bots/demo', 'demo').href).toBe(
      'http://localhost:3000/api/v1/messaging/webhooks/v1/demo/vonage'
    )
    expect(messagingAddress('http://localhost:3000/chat/api/v1/bots/demo/', 'demo').href).toBe(
      'http://localhost:3000/chat/api/v1/messaging/webhooks/v1/demo/vonage'
    )
  })
})
