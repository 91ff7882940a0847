import fc from 'fast-check'
import { renderMail, TemplateError, type MailTemplate, type RenderOptions } from './render'
import { sanitizeHtml, sanitizeTemplate } from './sanitize'
import { mailVariables, type MailPerson } from './variables'

const ana: MailPerson = {
  ext_id: 'crm-1',
  email: 'ana@correo.example',
  phone_number: '+524422591631',
  first_name: 'Ana',
  last_name: 'López',
  company: 'Flores & Hijos',
  icp: null,
  score: 40,
  priority: null,
  custom: { plan: 'Oro', first_name: 'not this one' }
}
const variables = mailVariables(ana, { name: 'Casa Nopal', address: 'ventas@casanopal.example' })
const options: RenderOptions = { unsubscribeUrl: 'https://bot.example/u?t=a&b=1', language: 'es' }
const render = (
  template: Partial<MailTemplate>,
  given: Record<string, unknown> = variables,
  more: Partial<RenderOptions> = {}
) => renderMail({ subject: 'Hola', html: null, ...template }, given, { ...options, ...more })
const htmlOf = (
  html: string,
  given: Record<string, unknown> = variables,
  more: Partial<RenderOptions> = {}
) => render({ html }, given, more).html ?? ''

describe('A filled mail', () => {
  it('has its values, escaped in HTML and as they are elsewhere', () => {
    const mail = render({
      subject: '{{ first_name }} y {company_name}',
      html: '<p title="{{ company }}">{{ company }} {{ company | escape }} {{ plan }} {{ custom.plan }} {{ score }}</p>',
      text: '{{ company }}'
    })
    expect(mail.subject).toBe('Ana y Flores & Hijos')
    expect(mail.html).toContain(
      '<p title="Flores &amp; Hijos">Flores &amp; Hijos Flores &amp; Hijos Oro Oro 40</p>'
    )
    expect(mail.text).toMatch(/^Flores & Hijos\n\n/)
  })

  it('is empty where there is nothing, and has the default where there is one', () => {
    const given = mailVariables({ ...ana, first_name: null }, { name: '', address: 'v@x.mx' })
    expect(render({ subject: 'Hola {{ first_name }}{{ nadie.nada }}!' }, given).subject).toBe('Hola !')
    expect(render({ subject: 'Hola {{ first_name | default: "amigo" }}' }, given).subject).toBe('Hola amigo')
    expect(render({ subject: '{{ sender_name }}' }, given).subject).toBe('v@x.mx')
  })

  it('has a subject of one line', () => {
    expect(render({ subject: 'Hola\r\n {{ x }}' }, { x: 'uno\r\nBcc: dos\u2028\0tres' }).subject).toBe(
      'Hola uno Bcc: dos tres'
    )
  })

  it('brings no markup by a value', () => {
    const html = htmlOf('<p>{{ x }}</p><a href="{{ link }}">y</a><p style="color:{{ color }}">z</p>', {
      x: '<script>alert(1)</script><b onclick=x>',
      link: 'javascript:alert(1)',
      color: 'red;background:url(javascript:1);behavior:url(x)'
    })
    expect(html).not.toMatch(/<script|<b |javascript:|behavior:/)
    expect(html).toContain('&lt;script&gt;')
  })

  it('makes a text of the HTML, with its links', () => {
    const html =
      '<html><head><title>No</title><style>p{}</style></head><body><h1>Hola {{ first_name }}</h1><p>Mira <a href="https://x.mx/a?b=1&amp;c=2">la oferta</a>.</p><ul><li>uno</li></ul><img src="https://x.mx/i.png" alt="foto"><p><a href="https://x.mx">https://x.mx</a></p></body></html>'
    expect(render({ html }, variables, { unsubscribeUrl: null }).text).toBe(
      'Hola Ana\n\nMira la oferta (https://x.mx/a?b=1&c=2).\n\n * uno\n\nhttps://x.mx'
    )
  })

  it('ends with how to unsubscribe, in the language, unless it says so itself', () => {
    const es = render({ html: '<p>Hola</p>', text: 'Hola' })
    expect(es.html).toMatch(/date de baja aquí<\/a>\.<\/p><\/body><\/html>$/)
    expect(es.html).toContain('href="https://bot.example/u?t=a&amp;b=1"')
    expect(es.text).toContain('date de baja aquí: https://bot.example/u?t=a&b=1')
    expect(htmlOf('<p>Hi</p>', variables, { language: 'en' })).toContain('unsubscribe here')
    const own = render({ html: '<p><a href="{{ unsubscribe_url }}">Baja</a></p>' })
    expect(own.html?.match(/bot\.example/g)).toHaveLength(1)
    expect(own.text).toBe('Baja (https://bot.example/u?t=a&b=1)')
    expect(render({ html: '<p>Hola</p>' }, variables, { unsubscribeUrl: null }).text).toBe('Hola')
  })

  it('is a page, with what is hidden at its begin and the pixel at its end', () => {
    const html = render(
      {
        html: '<html lang="es"><head><title>T</title></head><body class="a"><p>Hola</p></body></html>',
        preheader: 'Para {{ first_name }}'
      },
      variables,
      { trackingPixel: 'https://bot.example/p?t=1&u=2' }
    ).html
    expect(html).toMatch(
      /^<!doctype html><html lang="es"><head><title>T<\/title><\/head><body class="a"><div style="display:none[^"]*">Para Ana/
    )
    expect(html).toMatch(
      /<img src="https:\/\/bot\.example\/p\?t=1&amp;u=2" width="1" height="1" alt="" [^>]*><\/body><\/html>$/
    )
    expect(htmlOf('<p>Hola</p>')).toMatch(
      /^<!doctype html><html lang="es"><head><meta charset="utf-8">.*<body [^>]*><p>Hola<\/p>/
    )
  })

  it('has its links rewritten where they lead to the web, and nothing else', () => {
    const asked: string[] = []
    const html = htmlOf(
      '<a class="b" href="https://x.mx/?a=1&amp;b=%20&quot;" style="color:red">1</a><a href="mailto:a@x.mx">2</a><a href="#top">3</a>' +
        '<a href="tel:+52">4</a><a href="{{ unsubscribe_url }}">5</a><a name="top">6</a><img src="https://x.mx/i.png" alt="">' +
        '<p>https://x.mx/plain</p><a href="{{ link }}">7</a>',
      { link: 'https://y.mx/?q=<ñ>&r=1' },
      {
        rewriteLink: url =>
          `https://bot.example/c?u=${encodeURIComponent(asked[asked.push(url) - 1] ?? '')}&t=1`
      }
    )
    expect(asked).toEqual(['https://x.mx/?a=1&b=%20"', 'https://y.mx/?q=<ñ>&r=1'])
    expect(html).toContain(
      '<a class="b" href="https://bot.example/c?u=https%3A%2F%2Fx.mx%2F%3Fa%3D1%26b%3D%2520%22&amp;t=1" style="color:red">1</a>'
    )
    expect(html).toContain('href="mailto:a@x.mx"')
    expect(html).toContain('href="#top"')
    expect(html).toContain('href="https://bot.example/u?t=a&amp;b=1"')
    expect(html).toContain('src="https://x.mx/i.png"')
    expect(html).toContain('<p>https://x.mx/plain</p>')
  })

  it('is the same each time', () => {
    const template = {
      html: '<p>{{ first_name }} <a href="https://x.mx">x</a></p>',
      subject: '{{ company }}'
    }
    expect(render(template)).toEqual(render(template))
  })

  it('does not keep the server busy', () => {
    const endless = '{% for a in (1..99999999) %}{% for b in (1..99999999) %}x{% endfor %}{% endfor %}'
    expect(() => render({ subject: endless })).toThrow(TemplateError)
    expect(() => render({ subject: '{{ "x" | include }}' })).toThrow(TemplateError)
  })

  it('reaches nothing but its values', () => {
    const subject = '{{ constructor }}{{ __proto__ }}{{ first_name.constructor.name }}{{ toString }}'
    expect(render({ subject }).subject).toBe('')
  })
})

describe('HTML that is saved', () => {
  it('keeps its Liquid to the letter, and what a mail looks like', () => {
    const html =
      '<style>@media (max-width: 600px) { .a > p { width: 100% } }</style>' +
      '<table role="presentation" cellpadding="0" width="600" bgcolor="#ffffff" align="center">{% for i in items %}<tr><td style="padding:8px;color:#333" valign="top">' +
      '{{ i | default: "a < b & \'c\'" }}{% if a < b %}<img src="https://x.mx/a.png" alt="" width="100">{% endif %}</td></tr>{% endfor %}</table>' +
      '<a href="{{ link | default: "https://x.mx" }}">x</a>'
    expect(sanitizeTemplate(html)).toEqual({ html: html.replace(/<img ([^>]*)>/, '<img $1 />'), removed: [] })
  })

  it('loses what has no place in a mail, and says what', () => {
    const { html, removed } = sanitizeTemplate(
      '<p onclick="x()">Hola</p><script>alert(1)</script><iframe src="https://x.mx"></iframe><form action="x"><input name="a"></form>' +
        '<a href=" JavaScript:alert(1)">y</a><link rel="stylesheet" href="x"><meta http-equiv="refresh" content="0;url=x"><svg onload=x><a></svg>' +
        '<div style="background:url(javascript:1);width:expression(1);color:red">z</div>' +
        '<style>@import url(https://x.mx/a.css); p{behavior:url(x);background:url("https://x.mx/b.png")}</style><!-- c -->'
    )
    expect(html).not.toMatch(
      /script|iframe|form|input|onclick|onload|svg|link|refresh|expression|@import|behavior|<!--/i
    )
    expect(html).toContain('color:red')
    expect(html).toContain('url("https://x.mx/b.png")')
    expect(removed).toEqual(
      expect.arrayContaining(
        ['onclick', '<script>', '<iframe>', '<form>', '<input>', 'href="javascript:"', '<svg>'].map(
          (name): unknown => expect.stringMatching(new RegExp(`^${name.replace(/[<>"=]/g, '.')}$`, 'i'))
        )
      )
    )
  })

  it('is not changed by a second look', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<table>',
        '<tr>',
        '<td style="color:red;">',
        '</td>',
        '<a href="https://x.mx/?a=1&b=2">',
        '</a>',
        '&lt;',
        '&'
      ],
      ...[
        '<script>',
        '</script>',
        '<style>',
        'p{color:red}',
        '</style>',
        '<img src=x onerror=y>',
        '<',
        '>',
        '"',
        'ñ',
        '<svg>',
        '<textarea>',
        '<!--',
        '-->'
      ],
      ...[
        '{{ a }}',
        '{% if a %}',
        '<xmp>',
        '<noscript>',
        '<title>',
        '</title>',
        '\\',
        'url(',
        '<math>',
        ...['javascript:', 'java', 'script:', '@im', 'port'],
        '<a href="java\tscript:x">'
      ]
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const once = sanitizeHtml(pieces.join(''))
        expect(sanitizeHtml(once)).toBe(once)
        expect(once).not.toMatch(/<(script|svg|math|textarea|xmp|noscript|iframe)\b|<[^>]*\son\w+=/i)
        expect(once.replace(/<style.*?<\/style>/gs, '')).not.toMatch(/<[a-z][^<>]*href="[^"]*script:/i)
        expect(once).not.toMatch(/<style[^>]*>[^<]*(javascript:|@import)/i)
      }),
      { numRuns: 3_000 }
    )
  })
})
