import { escapeHtml } from './engine'

/**
 * Rewrites where links lead, in HTML that `sanitizeHtml` has given its one form. Only links of the web are asked about:
 * `mailto:`, `tel:` and places within the mail stay, and so does the address of unsubscribing.
 */
export const rewriteLinks = (html: string, keep: string, rewrite: (url: string) => string): string =>
  html.replace(/(<a\b[^>]*? href=")([^"]*)(")/g, (whole, before: string, href: string, after: string) => {
    const url = unescapeHtml(href)
    if (!/^https?:\/\//i.test(url) || url === keep) return whole
    return `${before}${escapeHtml(rewrite(url))}${after}`
  })

const unescapeHtml = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
