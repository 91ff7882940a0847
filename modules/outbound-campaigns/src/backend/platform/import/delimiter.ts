/**
 * Which character parts the columns, by the first lines and with quotes respected. The header decides what is possible:
 * a character that isn't in it parts nothing, so a file of one column isn't torn apart at the commas of its rows. Where
 * several are possible, it is the one that gives the rows the same number of columns as the header, then the one that
 * gives more.
 */
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

const SAMPLE_LINES = 25

export interface Layout {
  delimiter: Delimiter
  /** Excel's own first line `sep=;`: it says the delimiter and is no row. */
  hasSeparatorLine: boolean
}

export const layoutOf = (text: string): Layout => {
  const named = /^sep=([,;\t|])\r?(?:\n|$)/i.exec(text)?.[1]
  const separator = DELIMITERS.find(one => one === named)
  if (separator) return { delimiter: separator, hasSeparatorLine: true }

  const [header, ...rows] = countedLines(text)
  const possible = DELIMITERS.filter(one => (header?.get(one) ?? 0) > 0)
  const scored = possible.map(delimiter => {
    const columns = header?.get(delimiter) ?? 0
    const alike = rows.filter(row => row.get(delimiter) === columns).length
    return { delimiter, columns, share: rows.length === 0 ? 1 : alike / rows.length }
  })
  // Few rows of a good file are ragged: a tenth more or less of them says nothing.
  const rank = ({ share }: { share: number }) => Math.round(share * 10)
  const [best] = scored.sort((a, b) => rank(b) - rank(a) || b.columns - a.columns)
  return { delimiter: best?.delimiter ?? ',', hasSeparatorLine: false }
}

/** How often each delimiter stands outside quotes, for each of the first records that has anything in it. */
const countedLines = (text: string): Array<Map<string, number>> => {
  const lines: Array<Map<string, number>> = []
  let line = new Map<string, number>()
  let quoted = false
  let blank = true
  let atStart = true
  const close = () => {
    if (!blank) lines.push(line)
    line = new Map()
    blank = true
    atStart = true
  }
  for (let at = 0; at < text.length && lines.length < SAMPLE_LINES; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character === '"') quoted = false
      continue
    }
    if (character === '\n' || character === '\r') {
      close()
      continue
    }
    if (character === '"' && atStart) quoted = true
    // A doubled quote inside quotes closes them and opens them at once.
    else if (character === '"' && text.charAt(at - 1) === '"') quoted = true
    const isDelimiter = (DELIMITERS as readonly string[]).includes(character)
    if (isDelimiter) line.set(character, (line.get(character) ?? 0) + 1)
    if (character !== ' ') {
      atStart = isDelimiter
      blank = false
    }
  }
  // A cut-off last line would count too few: it only counts where it is all there is.
  if (lines.length === 0) close()
  return lines
}
