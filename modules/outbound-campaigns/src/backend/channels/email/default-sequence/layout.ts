import { escapeHtml } from '../template/engine'

/** A letter as data: what it says, once, for HTML and for text. Liquid in it stays Liquid. */
export type Block =
  | { kind: 'paragraph'; text: string }
  /** A sentence that stands out. */
  | { kind: 'question'; text: string }
  | { kind: 'list'; items: ReadonlyArray<{ title: string; text: string }> }
  /** Opens an answer to the sender, with a subject: the one address that every mail has. */
  | { kind: 'button'; label: string; subject: string }
  /** Leads to the address that a field of the lead holds; where it holds none there is no button. */
  | { kind: 'link'; label: string; field: string }

export interface Letter {
  language: 'es' | 'en'
  heading: string
  greeting: string
  blocks: readonly Block[]
  goodbye: string
  unsubscribe: { why: string; link: string }
}

/**
 * One layout for all: a sheet of 600 pixels that narrows with the screen, without a single image, readable where styles
 * are thrown away, and dark where the reader's mailbox is. Tables, because Outlook lays out nothing else.
 */
export const letterHtml = ({ language, heading, greeting, blocks, goodbye, unsubscribe }: Letter): string =>
  [
    `<html lang="${language}"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />`,
    '<meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" />',
    `<title>${html(heading)}</title><style>${STYLE_SHEET}</style></head>`,
    `<body class="page" style="margin:0;padding:0;background:${LIGHT.page}">`,
    `<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${LIGHT.page}"><tr><td class="around" align="center" style="padding:32px 16px">`,
    `<table role="presentation" class="sheet" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:${LIGHT.sheet};border-top:6px solid ${ACCENT};border-radius:12px">`,
    `<tr><td class="inside" style="padding:36px 44px 40px;font:16px/26px ${FONT};color:${LIGHT.text}">`,
    `<p class="quiet" style="margin:0 0 28px;font-size:14px;line-height:20px;color:${LIGHT.quiet}">{{ sender_name }}</p>`,
    `<h1 class="text" style="margin:0 0 20px;font-size:26px;line-height:34px;font-weight:700;color:${LIGHT.title}">${html(heading)}</h1>`,
    paragraph(greeting),
    ...blocks.map(blockHtml),
    paragraph(goodbye, '28px 0 0'),
    `<p class="text" style="margin:0;font-weight:700">{{ sender_name }}</p>`,
    '</td></tr></table>',
    `<p class="quiet foot" style="max-width:520px;margin:20px auto 0;font:12px/19px ${FONT};color:${LIGHT.quiet};text-align:center">${html(unsubscribe.why)} <a class="quiet" href="{{ unsubscribe_url }}" style="color:${LIGHT.quiet}">${html(unsubscribe.link)}</a>.</p>`,
    '</td></tr></table></body></html>'
  ].join('')

export const letterText = ({ greeting, blocks, goodbye, unsubscribe }: Letter): string =>
  [
    greeting,
    ...blocks.map(blockText).filter(text => text !== ''),
    `${goodbye}\n{{ sender_name }}`,
    `--\n${unsubscribe.why} ${unsubscribe.link}: {{ unsubscribe_url }}`
  ].join('\n\n')

const FONT = '-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif'
const ACCENT = '#137752'
const LIGHT = {
  page: '#f3f4f2',
  sheet: '#ffffff',
  text: '#2f3b37',
  title: '#14211c',
  quiet: '#65716c',
  tint: '#edf5f1'
}
const DARK = {
  page: '#121614',
  sheet: '#1b211e',
  text: '#d5dcd8',
  title: '#f2f6f4',
  quiet: '#98a49f',
  tint: '#22302a'
}

/** Mailboxes that keep a style sheet; the others show the sheet as it is written into the tags, which is complete. */
const STYLE_SHEET = [
  '@media (max-width:620px){.around{padding:0 !important}.inside{padding:28px 22px 32px !important}.sheet{border-radius:0 !important}.foot{padding:0 22px 24px !important}.button{display:block !important;text-align:center !important}}',
  '@media (prefers-color-scheme:dark){',
  `.page{background:${DARK.page} !important}.sheet{background:${DARK.sheet} !important}.inside{color:${DARK.text} !important}`,
  `.text{color:${DARK.title} !important}.quiet{color:${DARK.quiet} !important}.tint{background:${DARK.tint} !important;color:${DARK.title} !important}}`
].join('')

/** Text as HTML; Liquid holds no character that HTML would have to escape but quotes, and those stay in a text. */
const html = (text: string): string =>
  text.replace(
    /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})|([^{]+|\{)/g,
    (_, liquid?: string, plain?: string) =>
      liquid ??
      escapeHtml(plain ?? '')
        .replace(/&#39;/g, "'")
        .replace(/&quot;/g, '"')
  )

const paragraph = (text: string, margin = '0 0 18px'): string =>
  `<p style="margin:${margin}">${html(text)}</p>`

const blockHtml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text)
    case 'question':
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px"><tr><td class="tint" style="padding:16px 20px;background:${LIGHT.tint};border-left:4px solid ${ACCENT};border-radius:4px;font-size:17px;line-height:26px;font-weight:600;color:${LIGHT.title}">${html(block.text)}</td></tr></table>`
    case 'list':
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 10px">${block.items
        .map(
          ({ title, text }, i) =>
            `<tr><td width="40" valign="top" style="width:40px;padding:0 0 16px"><div class="tint" style="width:28px;height:28px;border-radius:14px;background:${LIGHT.tint};font-size:14px;line-height:28px;font-weight:700;text-align:center;color:${LIGHT.title}">${i + 1}</div></td><td valign="top" style="padding:0 0 16px"><strong class="text" style="color:${LIGHT.title}">${html(title)}</strong><br />${html(text)}</td></tr>`
        )
        .join('')}</table>`
    case 'button':
      return buttonHtml(mailto(block.subject), block.label)
    case 'link':
      return `{% if ${block.field} != blank %}${buttonHtml(`{{ ${block.field} }}`, block.label)}{% endif %}`
  }
}

const buttonHtml = (href: string, label: string): string =>
  `<p style="margin:26px 0 8px"><a class="button" href="${href}" style="display:inline-block;padding:13px 26px;background:${ACCENT};border-radius:8px;font-weight:700;text-decoration:none;color:#ffffff">${html(label)}</a></p>`

/** The subject is part of an address: its Liquid encodes what it fills in. */
const mailto = (subject: string): string => `mailto:{{ sender_email }}?subject=${encodeURIComponent(subject)}`

const blockText = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return block.text
    case 'question':
      return `> ${block.text}`
    case 'list':
      return block.items.map(({ title, text }, i) => `${i + 1}. ${title}\n   ${text}`).join('\n\n')
    case 'button':
      // In a text, the answer button is the mailbox's own.
      return ''
    case 'link':
      return `{% if ${block.field} != blank %}${block.label}: {{ ${block.field} }}{% endif %}`
  }
}
