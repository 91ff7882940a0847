import { oneLine } from '../sender-address'
import { escapeHtml, expects, fill } from './engine'
import { rewriteLinks } from './links'
import { sanitizeHtml } from './sanitize'
import { textFrom } from './text-part'
import { unsubscribeHtml, unsubscribeText, type Language } from './unsubscribe-line'

export interface MailTemplate {
  subject: string
  /** null: a mail of text alone. */
  html: string | null
  /** null or empty: made from the HTML. */
  text?: string | null
  /** What a mailbox shows behind the subject. */
  preheader?: string | null
}

export interface RenderOptions {
  /** null: the mail is not one that people subscribe to, and says nothing about it. */
  unsubscribeUrl: string | null
  /** The address of an image that tells when it is loaded. */
  trackingPixel?: string | null
  /** Asked for every link of the web in the HTML; answers where it is to lead instead. */
  rewriteLink?: (url: string) => string
  language: Language
}

export interface RenderedMail {
  subject: string
  html: string | null
  text: string
}

/** The template can't be filled within its limits, or can't be read, which saving it would have shown. */
export class TemplateError extends Error {}

/** A mail from its template. The same for the same values; a value that isn't there is an empty text. */
export const renderMail = (
  { subject, html, text, preheader }: MailTemplate,
  variables: Readonly<Record<string, unknown>>,
  options: RenderOptions
): RenderedMail => {
  try {
    const given = { ...variables, unsubscribe_url: options.unsubscribeUrl ?? '' }
    const body = html === null || html === '' ? null : sanitizeHtml(fill('html', html, given))
    const preview = preheader ? oneLine(fill('plain', preheader, given)) : ''
    return {
      subject: oneLine(fill('plain', subject, given)),
      html:
        body === null
          ? null
          : finishHtml(body, expects('html', html ?? '', 'unsubscribe_url'), preview, options),
      text: finishText(text ? { written: text, given } : null, body, html, options)
    }
  } catch (err) {
    throw new TemplateError(err instanceof Error ? err.message : String(err))
  }
}

const finishHtml = (
  body: string,
  placesUnsubscribe: boolean,
  preheader: string,
  { unsubscribeUrl, trackingPixel, rewriteLink, language }: RenderOptions
): string => {
  const rewritten = rewriteLink ? rewriteLinks(body, unsubscribeUrl ?? '', rewriteLink) : body
  const ends = [
    unsubscribeUrl && !placesUnsubscribe ? unsubscribeHtml(unsubscribeUrl, language) : '',
    trackingPixel
      ? `<img src="${escapeHtml(trackingPixel)}" width="1" height="1" alt="" style="display:block;border:0;width:1px;height:1px">`
      : ''
  ].join('')
  const begins = preheader === '' ? '' : hiddenPreview(preheader)
  return asDocument(rewritten, language, begins, ends)
}

/** Hidden, and followed by nothing to see, so that a mailbox doesn't fill its line with what comes next. */
const hiddenPreview = (text: string): string =>
  `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(text)}${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>`

const HEAD =
  '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'

/** A whole page stays one, with something at its begin and end; a piece of HTML gets a page around it. */
const asDocument = (html: string, language: Language, begins: string, ends: string): string => {
  if (!/<body\b/i.test(html)) {
    const inner = html.replace(/<\/?html\b[^>]*>/gi, '')
    const head = /<head\b[^>]*>[\s\S]*?<\/head>/i.exec(inner)?.[0] ?? `<head>${HEAD}</head>`
    const rest = inner.replace(/<head\b[^>]*>[\s\S]*?<\/head>/i, '')
    return `<!doctype html><html lang="${language}">${head}<body style="margin:0;padding:16px;font:16px/24px Arial,Helvetica,sans-serif">${begins}${rest}${ends}</body></html>`
  }
  const opened = html.replace(/<body\b[^>]*>/i, body => `${body}${begins}`)
  const at = opened.toLowerCase().lastIndexOf('</body>')
  return `<!doctype html>${opened.slice(0, at)}${ends}${opened.slice(at)}`
}

const finishText = (
  own: { written: string; given: Readonly<Record<string, unknown>> } | null,
  body: string | null,
  html: string | null,
  { unsubscribeUrl, language }: RenderOptions
): string => {
  const text = own ? fill('plain', own.written, own.given).trim() : body === null ? '' : textFrom(body)
  const places = own
    ? expects('plain', own.written, 'unsubscribe_url')
    : html !== null && expects('html', html, 'unsubscribe_url')
  return unsubscribeUrl && !places
    ? `${text}\n\n${unsubscribeText(unsubscribeUrl, language)}`.trimStart()
    : text
}
