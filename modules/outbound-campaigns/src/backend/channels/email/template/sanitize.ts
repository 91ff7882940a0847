import type { IOptions } from 'sanitize-html'
import { cleanStyle, cleanStyleSheet } from './css'
import { sanitizeLibrary } from './libraries'

/**
 * HTML as a mail may have it: text, tables, images, links, inline styles and a <style> with media queries. Scripts, event
 * handlers, forms, frames and `javascript:` links go, when a template is saved and once more when it is filled, because a
 * value may make a link.
 */
const TAGS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'div', 'span', 'p', 'br', 'hr', 'center', 'font'],
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'a',
    'img',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'small',
    'sub',
    'sup'
  ],
  ...[
    'ul',
    'ol',
    'li',
    'blockquote',
    'pre',
    'code',
    'address',
    'section',
    'header',
    'footer',
    'article',
    'main'
  ],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'dl', 'dt', 'dd']
]
/** Tags that only stand around what is read: gone without a word to the author. */
const SILENT = new Set(['link', 'base'])

const META_NAMES = new Set([
  ...['viewport', 'color-scheme', 'supported-color-schemes', 'format-detection'],
  'x-apple-disable-message-reformatting'
])

const OPTIONS: IOptions = {
  allowedTags: TAGS,
  allowVulnerableTags: true,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'xmp', 'svg', 'math', 'object'],
  allowedAttributes: {
    '*': [
      ...[
        'style',
        'class',
        'id',
        'align',
        'valign',
        'width',
        'height',
        'bgcolor',
        'dir',
        'lang',
        'title',
        'role',
        'aria-*'
      ]
    ],
    a: ['href', 'name', 'target', 'rel'],
    img: ['src', 'alt', 'border'],
    table: ['border', 'cellpadding', 'cellspacing'],
    td: ['colspan', 'rowspan', 'nowrap'],
    th: ['colspan', 'rowspan', 'nowrap', 'scope'],
    col: ['span'],
    font: ['color', 'face', 'size'],
    meta: ['charset', 'name', 'content'],
    style: ['type', 'media'],
    ol: ['start', 'type'],
    ul: ['type']
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'sms'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  // Else every style would be taken apart and put together anew; what is dangerous in it is found without that.
  parseStyleAttributes: false,
  transformTags: {
    '*': (tagName, attribs) =>
      attribs.style === undefined
        ? { tagName, attribs }
        : { tagName, attribs: { ...attribs, style: cleanStyle(attribs.style) } },
    meta: (tagName, attribs) =>
      attribs.charset !== undefined || META_NAMES.has((attribs.name ?? '').toLowerCase())
        ? { tagName, attribs }
        : { tagName: 'nothing', attribs: {} },
    img: (tagName, attribs) =>
      /^\s*data:(?!image\/(png|jpe?g|gif|webp);)/i.test(attribs.src ?? '')
        ? { tagName, attribs: { ...attribs, src: '' } }
        : { tagName, attribs }
  }
}

const STYLE = /(<style\b[^>]*>)([\s\S]*?)<\/style>/gi

/** HTML that is filled already. What comes out has one form: quoted attributes, escaped values, closed tags. */
export const sanitizeHtml = (html: string): string =>
  sanitizeLibrary()(html, OPTIONS).replace(
    STYLE,
    (_, open: string, css: string) => `${open}${cleanStyleSheet(css)}</style>`
  )

export interface SanitizedTemplate {
  html: string
  /** What was taken out, as a person would name it: `<script>`, `onclick`. Each once. */
  removed: string[]
}

/** Characters that no text has: they stand for Liquid while the HTML around it is looked at. */
const [OPEN, CLOSE] = ['\ue000', '\ue001']
const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g

/** A template: its Liquid stays to the letter, wherever it stands, the HTML around it is made harmless. */
export const sanitizeTemplate = (written: string): SanitizedTemplate => {
  const liquid: string[] = []
  const hidden = written
    .replace(new RegExp(`[${OPEN}${CLOSE}]`, 'g'), '')
    .replace(LIQUID, found => `${OPEN}${liquid.push(found) - 1}${CLOSE}`)
  const removed = new Set<string>()
  const clean = sanitizeLibrary()(hidden, {
    ...OPTIONS,
    onOpenTag: (name, attribs) => {
      if (!TAGS.includes(name) && !SILENT.has(name)) removed.add(`<${name}>`)
      for (const [attribute, value] of Object.entries(attribs)) {
        if (/^on/i.test(attribute)) removed.add(attribute)
        if (/^\s*(javascript|vbscript):/i.test(value))
          removed.add(`${attribute}="${value.trim().split(':', 1)[0] ?? ''}:"`)
      }
    }
  }).replace(STYLE, (_, open: string, css: string) => `${open}${cleanStyleSheet(css)}</style>`)
  const html = clean.replace(
    new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g'),
    (_, n: string) => liquid[Number(n)] ?? ''
  )
  return { html, removed: [...removed] }
}
