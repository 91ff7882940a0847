/** What the tests of the documents need of Markdown: its headings, its blocks of code, and where it leads. */
export interface Block {
  language: string
  text: string
}

const FENCE = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm

/** Blocks inside a list are indented: that belongs to the list. */
export const blocksOf = (text: string): Block[] =>
  [...text.matchAll(FENCE)].map(([, indent = '', language = '', block = '']) => ({
    language,
    text: block
      .split('\n')
      .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n')
  }))

const withoutCode = (text: string): string => text.replace(FENCE, '').replace(/`[^`\n]*`/g, '')

export interface Heading {
  level: number
  text: string
}

export const headingsOf = (text: string): Heading[] =>
  [...text.replace(FENCE, '').matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', heading = '']) => ({
    level: marks.length,
    text: heading
  }))

/** As the site that shows the repository makes them. */
export const anchorOf = ({ text }: Heading): string =>
  text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

/** Links and pictures, without the text that they stand on. */
export const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)

/** What a sentence or a table sets as code. */
export const codesOf = (text: string): string[] =>
  [...text.replace(FENCE, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
