/**
 * The names in a file's first line, read here for one case only: the server has found no column of phone numbers and
 * somebody has to say which it is. The server reads the file for everything else.
 */
const FIRST_BYTES = 64 * 1024
const DELIMITERS = [',', ';', '\t', '|']

/** Old spreadsheets write no UTF-8. */
export const decode = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // The piece may end within a character: only what is wrong before the end says that it is another encoding.
  const text = new TextDecoder('utf-8').decode(bytes)
  const wrong = text.indexOf('\ufffd')
  return wrong >= 0 && wrong < text.length - 1 ? new TextDecoder('windows-1252').decode(bytes) : text
}

const cellsOf = (line: string, delimiter: string): string[] => {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (character === '"' && quoted && line.charAt(at + 1) === '"') {
      cell += '"'
      at++
    } else if (character === '"') quoted = !quoted
    else if (character === delimiter && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return [...cells, cell]
}

export const columnsIn = (text: string): string[] => {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const first = lines.find(line => line.trim() !== '') ?? ''
  const told = /^sep=(.)$/i.exec(first)?.[1]
  const header = told === undefined ? first : (lines[lines.indexOf(first) + 1] ?? '')
  const readings = (told === undefined ? DELIMITERS : [told]).map(delimiter => cellsOf(header, delimiter))
  const widest = readings.reduce((best, cells) => (cells.length > best.length ? cells : best), [] as string[])
  return widest.map(cell => cell.replace(/\s+/g, ' ').trim()).filter(cell => cell !== '')
}

export const fileColumns = async (file: Blob): Promise<string[]> => {
  const piece = await new Response(file.slice(0, FIRST_BYTES)).arrayBuffer()
  return columnsIn(decode(new Uint8Array(piece)))
}
