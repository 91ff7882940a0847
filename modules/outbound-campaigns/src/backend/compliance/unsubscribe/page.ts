import { createHash } from 'crypto'
import type { UnsubscribeChannel } from './links'
import { PAGE_LANGUAGES, PAGE_WORDS, type PageLanguage, type PageWords } from './words'

/**
 * The page behind an unsubscribe link: plain HTML that needs neither JavaScript, cookies nor anything from elsewhere. Both
 * languages are on it, the reader's own first.
 */
export type Page =
  | { kind: 'ask'; bot: string; channel: UnsubscribeChannel }
  | { kind: 'done'; bot: string; channel: UnsubscribeChannel; scope: UnsubscribeChannel | 'all' }
  | { kind: 'dead' }

const STYLE = `body{margin:0;background:#f6f7f9;color:#1c2127;font:16px/24px Arial,Helvetica,sans-serif}
main{box-sizing:border-box;max-width:520px;margin:48px auto;padding:32px 24px;background:#fff;border:1px solid #d3d8de;border-radius:6px}
section+section{margin-top:32px;padding-top:24px;border-top:1px solid #d3d8de}
h1,h2{margin:0 0 12px;font-size:22px;line-height:28px}h2{font-size:17px;line-height:24px}
p{margin:0 0 16px;overflow-wrap:anywhere}form{margin:0}
button{display:block;width:100%;min-height:44px;margin:0 0 12px;padding:10px 16px;border:1px solid #5f6b7c;border-radius:4px;background:#fff;color:#1c2127;font:inherit;cursor:pointer}
button.first{border-color:#215db0;background:#215db0;color:#fff}
button:focus-visible{outline:3px solid #8abbff;outline-offset:2px}
@media (max-width:560px){main{margin:0;border:0;border-radius:0}}
@media (prefers-color-scheme:dark){body{background:#1c2127;color:#f6f7f9}main{background:#252a31;border-color:#5f6b7c}section+section{border-color:#5f6b7c}button{background:#252a31;color:#f6f7f9}}`

/** Nothing is loaded, run, framed, kept or told to anybody. The form leads back here and nowhere else. */
export const pageHeaders = (): Record<string, string> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'"
  ].join('; '),
  'Cache-Control': 'no-store, private, max-age=0',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept-Language'
})

export const renderPage = (page: Page, first: PageLanguage): string => {
  const languages = [first, ...PAGE_LANGUAGES.filter(language => language !== first)]
  const sections = languages.map((language, at) =>
    section(language, at === 0 ? 'h1' : 'h2', contentOf(page, PAGE_WORDS[language]))
  )
  return `<!doctype html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(contentOf(page, PAGE_WORDS[first]).title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`
}

interface Content {
  title: string
  paragraphs: string[]
  buttons: Array<{ scope: UnsubscribeChannel | 'all'; label: string }>
}

const contentOf = (page: Page, words: PageWords): Content => {
  switch (page.kind) {
    case 'ask':
      return {
        title: words.ask.title(page.bot),
        paragraphs: [words.ask.text],
        buttons: [
          { scope: page.channel, label: words.only[page.channel] },
          { scope: 'all', label: words.all }
        ]
      }
    case 'done': {
      const { title, text, planned, mistake } = words.done
      const done = [text[page.scope], planned]
      return page.scope === 'all'
        ? { title: `${title}: ${page.bot}`, paragraphs: [done.join(' '), mistake], buttons: [] }
        : {
            title: `${title}: ${page.bot}`,
            paragraphs: [done.join(' '), mistake, words.more],
            buttons: [{ scope: 'all', label: words.all }]
          }
    }
    case 'dead':
      return { title: words.dead.title, paragraphs: [words.dead.text], buttons: [] }
  }
}

/** A form without an address of its own is sent to where the page came from, key and all. */
const section = (language: PageLanguage, heading: 'h1' | 'h2', { title, paragraphs, buttons }: Content) =>
  [
    `<section lang="${language}">`,
    `<${heading}>${escapeHtml(title)}</${heading}>`,
    ...paragraphs.map(text => `<p>${escapeHtml(text)}</p>`),
    ...(buttons.length === 0 ? [] : [`<form method="post">`]),
    ...buttons.map(
      ({ scope, label }, at) =>
        `<button${at === 0 ? ' class="first"' : ''} name="scope" value="${scope}">${escapeHtml(label)}</button>`
    ),
    ...(buttons.length === 0 ? [] : ['</form>']),
    '</section>'
  ].join('\n')

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => ESCAPES[character] ?? '')

/** The first of our languages that the browser asks for; else the bot's own. */
export const languageFor = (accepted: string | undefined, otherwise: PageLanguage): PageLanguage => {
  const asked = (accepted ?? '')
    .slice(0, 200)
    .split(',')
    .map((part, at) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map(one => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean)
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality), at }
    })
    .sort((a, b) => b.quality - a.quality || a.at - b.at)
  for (const { language, quality } of asked) {
    const ours = PAGE_LANGUAGES.find(known => known === language)
    if (ours && quality > 0) return ours
  }
  return otherwise
}
