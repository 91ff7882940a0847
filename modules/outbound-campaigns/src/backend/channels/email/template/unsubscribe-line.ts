import { escapeHtml } from './engine'

export type Language = 'es' | 'en'

const TEXTS: Record<Language, { why: string; link: string }> = {
  es: { why: 'Si prefieres no recibir más correos como este,', link: 'date de baja aquí' },
  en: { why: 'If you would rather not get mails like this,', link: 'unsubscribe here' }
}

/** What a mail without a place of its own for unsubscribing ends with. */
export const unsubscribeHtml = (url: string, language: Language): string => {
  const { why, link } = TEXTS[language]
  const style =
    'margin:24px 0 0;padding:0 16px 16px;font:12px/18px Arial,Helvetica,sans-serif;color:#767676;text-align:center'
  return `<p style="${style}">${escapeHtml(why)} <a href="${escapeHtml(url)}" style="color:#767676">${escapeHtml(link)}</a>.</p>`
}

export const unsubscribeText = (url: string, language: Language): string => {
  const { why, link } = TEXTS[language]
  return `${why} ${link}: ${url}`
}
