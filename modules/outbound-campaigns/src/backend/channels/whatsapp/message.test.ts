import { requestBody, templateContentSchema, type Message } from './message'

const message = (changes: Partial<Message> & { content?: Partial<Message['content']> } = {}): Message => ({
  to: '5214422591631',
  from: '447700900001',
  parameters: ['Ana', 'MX$ 200'],
  ref: '12.1',
  webhookUrl: 'https://bot.example/status?k=1',
  ...changes,
  content: { template_id: 'bienvenida', language: 'es_MX', ...changes.content }
})

const bodyOf = (given: Message): unknown => JSON.parse(requestBody(given))

describe('The body of a request', () => {
  it('is a template by positions where that is enough', () => {
    expect(bodyOf(message())).toEqual({
      channel: 'whatsapp',
      message_type: 'template',
      to: '5214422591631',
      from: '447700900001',
      client_ref: '12.1',
      webhook_url: 'https://bot.example/status?k=1',
      webhook_version: 'v1',
      whatsapp: { policy: 'deterministic', locale: 'es_MX' },
      template: { name: 'bienvenida', parameters: ['Ana', 'MX$ 200'] }
    })
  })

  it('is plain words where it answers somebody', () => {
    const { content: _content, parameters: _parameters, ...addressed } = message()
    expect(JSON.parse(requestBody({ ...addressed, text: 'Listo.' }))).toEqual({
      channel: 'whatsapp',
      message_type: 'text',
      text: 'Listo.',
      to: '5214422591631',
      from: '447700900001',
      client_ref: '12.1',
      webhook_url: 'https://bot.example/status?k=1',
      webhook_version: 'v1'
    })
  })

  it('leaves the address of the statuses to the account where there is none', () => {
    expect(bodyOf(message({ webhookUrl: null }))).not.toHaveProperty('webhook_url')
  })

  it.each([
    [{ template_namespace: 'ns' }, 'ns:bienvenida'],
    [{ template_id: 'ns:bienvenida' }, 'ns:bienvenida'],
    [{ template_id: 'ns:bienvenida', template_namespace: 'other' }, 'ns:bienvenida'],
    [{ template_namespace: null, header: null, buttons: [] }, 'bienvenida']
  ])('names the template %j', (content, name) => {
    expect(bodyOf(message({ content: { ...message().content, ...content } }))).toMatchObject({
      message_type: 'template',
      template: { name }
    })
  })

  it("is Meta's own form for a header and buttons", () => {
    const given = message({
      content: {
        template_id: 'ns:promo',
        language: 'es_MX',
        header: { type: 'image', link: 'https://x.example/a.jpg' },
        buttons: [
          { type: 'quick_reply', index: 0, payload: 'SI' },
          { type: 'url', index: 1, text: 'A-1' },
          { type: 'copy_code', index: 2, code: 'OCT25' }
        ]
      }
    })
    expect(bodyOf(given)).toEqual({
      channel: 'whatsapp',
      message_type: 'custom',
      to: '5214422591631',
      from: '447700900001',
      client_ref: '12.1',
      webhook_url: 'https://bot.example/status?k=1',
      webhook_version: 'v1',
      custom: {
        type: 'template',
        template: {
          name: 'promo',
          namespace: 'ns',
          language: { policy: 'deterministic', code: 'es_MX' },
          components: [
            { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/a.jpg' } }] },
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Ana' },
                { type: 'text', text: 'MX$ 200' }
              ]
            },
            {
              type: 'button',
              sub_type: 'quick_reply',
              index: '0',
              parameters: [{ type: 'payload', payload: 'SI' }]
            },
            { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'A-1' }] },
            {
              type: 'button',
              sub_type: 'copy_code',
              index: '2',
              parameters: [{ type: 'coupon_code', coupon_code: 'OCT25' }]
            }
          ]
        }
      }
    })
  })

  it.each([
    [
      { type: 'text', text: 'Oferta' },
      { type: 'text', text: 'Oferta' }
    ],
    [
      { type: 'video', link: 'https://x/v.mp4' },
      { type: 'video', video: { link: 'https://x/v.mp4' } }
    ],
    [
      { type: 'document', link: 'https://x/d.pdf', filename: 'Precios.pdf' },
      { type: 'document', document: { link: 'https://x/d.pdf', filename: 'Precios.pdf' } }
    ],
    [
      { type: 'document', link: 'https://x/d.pdf' },
      { type: 'document', document: { link: 'https://x/d.pdf' } }
    ]
  ] as const)('puts the header %j', (header, parameter) => {
    const given = message({ content: { ...message().content, header }, parameters: [] })
    expect(bodyOf(given)).toMatchObject({
      custom: { template: { components: [{ type: 'header', parameters: [parameter] }] } }
    })
  })

  it("is Meta's own form for named variables", () => {
    expect(bodyOf(message({ parameters: { nombre: 'Ana', fecha: '3 de mayo' } }))).toMatchObject({
      message_type: 'custom',
      custom: {
        template: {
          components: [
            {
              type: 'body',
              parameters: [
                { type: 'text', parameter_name: 'nombre', text: 'Ana' },
                { type: 'text', parameter_name: 'fecha', text: '3 de mayo' }
              ]
            }
          ]
        }
      }
    })
  })
})

describe('What a template is filled with', () => {
  const content = { template_id: 'x', language: 'es_MX' }

  it.each([
    [content, true],
    [{ ...content, header: { type: 'image', link: 'https://x/a.jpg' } }, true],
    [{ ...content, header: { type: 'image', link: 'javascript:alert(1)' } }, false],
    [{ ...content, header: { type: 'image', link: 'file:///etc/passwd' } }, false],
    [{ ...content, header: { type: 'image', text: 'x' } }, false],
    [{ ...content, language: 'español' }, false],
    [{ ...content, buttons: [{ type: 'quick_reply', index: 0 }] }, false],
    [{ ...content, buttons: [{ type: 'url', index: 10, text: 'a' }] }, false],
    [{ ...content, template_id: '' }, false]
  ])('%j is acceptable: %s', (given, acceptable) => {
    expect(templateContentSchema.safeParse(given).success).toBe(acceptable)
  })
})
