/**
 * Styles as a mail may have them. What could load code or reach out of the mail goes: imports, expressions, bindings, and
 * addresses that are neither of the web nor an image. Everything else stays as the author wrote it.
 */
const DANGEROUS = /expression\s*\(|javascript:|vbscript:|behavior\s*:|-moz-binding/gi
const ADDRESS = /url\(\s*(['"]?)([^'")]*)\1\s*\)/gi

const isHarmless = (address: string): boolean =>
  /^(https?:\/\/|data:image\/(png|jpe?g|gif|webp);)/i.test(address.trim())

/** Escapes and comments are ways to hide a word from whoever looks for it. */
const plainly = (css: string): string => css.replace(/\/\*[\s\S]*?(\*\/|$)/g, '').replace(/[\\<]/g, '')

/** Until nothing changes: what is taken out may have stood between the halves of the same word. */
const harmless = (css: string): string => {
  const less = onceLess(css)
  return less === css ? css : harmless(less)
}

const onceLess = (css: string): string =>
  css
    .replace(DANGEROUS, '')
    .replace(ADDRESS, (whole, _quote, address: string) => (isHarmless(address) ? whole : 'none'))

/** What stands in a <style>. */
export const cleanStyleSheet = (css: string): string =>
  harmless(plainly(css).replace(/@import\b[^;]*(;|$)/gi, ''))

/** What stands in a style attribute. */
export const cleanStyle = (css: string): string => harmless(plainly(css))
