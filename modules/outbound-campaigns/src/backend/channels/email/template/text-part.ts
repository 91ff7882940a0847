import { textLibrary } from './libraries'

/** The same mail for whoever reads text: links with their address, headings as they are, no images. */
let convert: ((html: string) => string) | undefined

export const textFrom = (html: string): string => {
  convert =
    convert ??
    textLibrary().compile({
      wordwrap: false,
      selectors: [
        {
          selector: 'a',
          options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true, linkBrackets: ['(', ')'] }
        },
        { selector: 'img', format: 'skip' },
        { selector: 'title', format: 'skip' },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } }))
      ]
    })
  return convert(html)
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
