import iconv from 'iconv-lite'
import { StringDecoder } from 'string_decoder'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

const NOTHING = Buffer.alloc(0)

/**
 * Whatever the file is written in, as UTF-8 bytes.
 *
 * UTF-16 is known from its first bytes: its mark, or a zero in every second place. UTF-8 and windows-1252 are the same
 * until the first byte above 127, and in a list of Mexican numbers and English names that may be in the millionth row; so
 * the decision is made there and not on a first block. Once made it stays: a file that mixes both shows � in the wrong
 * places, as it would in any editor. UTF-8 wins where a piece holds far more of what only UTF-8 explains than of what it
 * can't: one broken character must not spoil every other.
 */
export class ToUtf8 {
  /** null: nothing above 127 yet, so it is both. */
  private decided: Encoding | null
  private decoder: Decoder | null = null
  /** How much of the file's mark (BOM) is still to be left out. */
  private mark: number
  /** The begin of a character whose rest is in the next piece, while nothing is decided. */
  private held: Buffer = NOTHING

  constructor(first: Buffer) {
    const { encoding, mark } = recognize(first)
    this.decided = encoding
    this.mark = mark
    if (encoding === 'utf-16le') this.decoder = new StringDecoder('utf16le')
    if (encoding === 'utf-16be') this.decoder = new BigEndianDecoder()
  }

  get encoding(): Encoding {
    return this.decided ?? 'utf-8'
  }

  /** The pieces in order, from the very first byte on. */
  next(given: Buffer): Buffer {
    const left = Math.min(this.mark, given.length)
    this.mark -= left
    const piece = given.slice(left)
    return this.convert(this.decided === null ? this.weigh(piece) : piece)
  }

  /** What was held back when the file ended. */
  end(): Buffer {
    // Half a character at the very end explains nothing as UTF-8, so it is a whole one of windows-1252.
    if (this.held.length > 0) this.decide('windows-1252')
    const held = this.convert(this.held)
    this.held = NOTHING
    return Buffer.concat([held, Buffer.from(this.decoder?.end() ?? '', 'utf8')])
  }

  /** Decides if the piece allows it, and answers what of it may be converted now. */
  private weigh(given: Buffer): Buffer {
    const piece = this.held.length > 0 ? Buffer.concat([this.held, given]) : given
    this.held = NOTHING
    const { explained, unexplained, begun } = utf8Evidence(piece)
    if (unexplained > 0) this.decide(explained > unexplained * 4 ? 'utf-8' : 'windows-1252')
    else if (explained > 0) this.decide('utf-8')
    else if (begun > 0) {
      this.held = piece.slice(piece.length - begun)
      return piece.slice(0, piece.length - begun)
    }
    return piece
  }

  private decide(encoding: 'utf-8' | 'windows-1252'): void {
    this.decided = encoding
    if (encoding === 'windows-1252') this.decoder = WINDOWS_1252
  }

  private convert(piece: Buffer): Buffer {
    return withoutZeros(this.decoder ? Buffer.from(this.decoder.write(piece), 'utf8') : piece)
  }
}

interface Decoder {
  write(piece: Buffer): string
  end(): string
}

/** One byte, one character: nothing is ever left over. */
const WINDOWS_1252: Decoder = {
  write: piece => iconv.decode(piece, 'windows-1252'),
  end: () => ''
}

/** Node knows UTF-16 with the lower byte first only: the other order is turned round, two bytes at a time. */
class BigEndianDecoder implements Decoder {
  private readonly turned = new StringDecoder('utf16le')
  private odd: Buffer = NOTHING

  write(piece: Buffer): string {
    const all = Buffer.concat([this.odd, piece])
    const whole = all.length - (all.length % 2)
    this.odd = all.slice(whole)
    return this.turned.write(all.slice(0, whole).swap16())
  }

  end(): string {
    return this.turned.end()
  }
}

const recognize = (first: Buffer): { encoding: Encoding | null; mark: number } => {
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return { encoding: 'utf-8', mark: 3 }
  if (first[0] === 0xff && first[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (first[0] === 0xfe && first[1] === 0xff) return { encoding: 'utf-16be', mark: 2 }
  // Letters, digits and delimiters of our languages have a zero as their upper byte, and hardly one as their lower.
  const sample = first.slice(0, 2048)
  let even = 0
  let odd = 0
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  const half = sample.length / 2
  if (odd > half * 0.6 && even < half * 0.1) return { encoding: 'utf-16le', mark: 0 }
  if (even > half * 0.6 && odd < half * 0.1) return { encoding: 'utf-16be', mark: 0 }
  return { encoding: null, mark: 0 }
}

/** Characters above 127 that are well-formed UTF-8, bytes that can't be, and the length of one that is cut off. */
const utf8Evidence = (piece: Buffer): { explained: number; unexplained: number; begun: number } => {
  let explained = 0
  let unexplained = 0
  for (let at = 0; at < piece.length; at += 1) {
    const lead = piece[at] ?? 0
    if (lead < 0x80) continue
    const more = followersOf(lead)
    let found = 0
    while (found < more && ((piece[at + 1 + found] ?? 0) & 0xc0) === 0x80) found += 1
    if (more > 0 && found < more && at + 1 + found === piece.length)
      return { explained, unexplained, begun: piece.length - at }
    if (more === 0 || found < more) unexplained += 1
    else explained += 1
    at += found
  }
  return { explained, unexplained, begun: 0 }
}

const followersOf = (lead: number): number => {
  if (lead >= 0xc2 && lead <= 0xdf) return 1
  if (lead >= 0xe0 && lead <= 0xef) return 2
  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0
}

/** PostgreSQL keeps no NUL in a text, and nobody means one. */
const withoutZeros = (piece: Buffer): Buffer =>
  piece.includes(0) ? (piece.filter(byte => byte !== 0) as Buffer) : piece
