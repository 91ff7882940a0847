import { checkMessage } from './message'

const base = { channel: 'whatsapp', to: '5214422591631', from: '447700900001' }
const template = {
  ...base,
  message_type: 'template',
  whatsapp: { policy: 'deterministic', locale: 'es_MX' },
  template: { name: 'bienvenida', parameters: ['Ana'] }
}

const invalidOf = (body: unknown) => {
  const checked = checkMessage(body)
  return checked.kind === 'invalid'
    ? { part: checked.part, names: checked.invalid.map(({ name }) => name) }
    : null
}

describe('a message', () => {
  it.each<[string, unknown]>([
    ['template', template],
    ['template without parameters', { ...template, template: { name: 'a:b' } }],
    ['text', { ...base, message_type: 'text', text: 'Hola' }],
    ['custom', { ...base, message_type: 'custom', custom: { type: 'template', template: {} } }],
    ['image', { ...base, message_type: 'image', image: { url: 'https://example.com/a.jpg', caption: 'x' } }],
    ['audio', { ...base, message_type: 'audio', audio: { url: 'https://example.com/a.mp3' } }],
    ['video', { ...base, message_type: 'video', video: { url: 'https://example.com/a.mp4' } }],
    ['file', { ...base, message_type: 'file', file: { url: 'https://example.com/a.pdf', name: 'a.pdf' } }],
    ['sticker', { ...base, message_type: 'sticker', sticker: { id: 'abc' } }],
    ['to a user id', { ...base, to: 'MX.13491208655302741918', message_type: 'text', text: 'Hola' }],
    [
      'all the common fields',
      { ...template, client_ref: 'x'.repeat(100), webhook_url: 'http://127.0.0.1:1/x', webhook_version: 'v1' }
    ]
  ])('is taken: %s', (_name, body) => {
    expect(checkMessage(body)).toMatchObject({ kind: 'valid' })
  })

  it.each<[string, unknown, string, string[]]>([
    ['no object', [], 'params', ['body']],
    ['nothing', {}, 'params', ['channel', 'message_type', 'to', 'from']],
    ['a plus', { ...template, to: '+5214422591631' }, 'recipient', ['to']],
    ['a short number', { ...template, to: '123456' }, 'recipient', ['to']],
    ['a long number', { ...template, to: '1234567890123456' }, 'recipient', ['to']],
    ['a number that is a number', { ...template, to: 5214422591631 }, 'recipient', ['to']],
    ['no recipient', { ...template, to: undefined }, 'params', ['to']],
    ['a sender by name', { ...template, from: 'CasaNopal' }, 'sender', ['from']],
    ['another channel', { ...template, channel: 'sms' }, 'channel', ['channel']],
    ['an unknown type', { ...template, message_type: 'carousel' }, 'message_type', ['message_type']],
    ['a long reference', { ...template, client_ref: 'x'.repeat(101) }, 'client_ref', ['client_ref']],
    ['no template', { ...template, template: undefined }, 'params', ['template']],
    ['no name', { ...template, template: { parameters: [] } }, 'params', ['template.name']],
    [
      'a number as parameter',
      { ...template, template: { name: 'a', parameters: [1] } },
      'params',
      ['template.parameters']
    ],
    [
      'a bare parameter',
      { ...template, template: { name: 'a', parameters: 'Ana' } },
      'params',
      ['template.parameters']
    ],
    ['no language', { ...template, whatsapp: {} }, 'params', ['whatsapp.locale']],
    ['no whatsapp', { ...template, whatsapp: undefined }, 'params', ['whatsapp']],
    [
      'another policy',
      { ...template, whatsapp: { policy: 'fallback', locale: 'es' } },
      'params',
      ['whatsapp.policy']
    ],
    ['a broken address', { ...template, webhook_url: 'nowhere' }, 'params', ['webhook_url']],
    ['another version', { ...template, webhook_version: 'v2' }, 'params', ['webhook_version']],
    ['no text', { ...base, message_type: 'text' }, 'params', ['text']],
    ['a long text', { ...base, message_type: 'text', text: 'x'.repeat(4097) }, 'params', ['text']],
    ['no media', { ...base, message_type: 'image', image: {} }, 'params', ['image.url']],
    [
      'both of a sticker',
      { ...base, message_type: 'sticker', sticker: { id: 'a', url: 'https://a.example/b' } },
      'params',
      ['sticker']
    ],
    ['two faults of a kind each', { ...template, to: 'x', from: 'y' }, 'params', ['to', 'from']]
  ])('is refused: %s', (_name, body, part, names) => {
    expect(invalidOf(body)).toEqual({ part, names })
  })
})
