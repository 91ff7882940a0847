/**
 * Reads a tar: just files and folders, which is all that a module's archive may hold. The well-kept library for it needs
 * a newer Node than Botpress's, on which this host has to run as well. Links, devices and paths that lead out are
 * refused; so is a header whose sum is wrong, because a cut-off archive must not pass for a small one.
 */
import path from 'path'

export interface TarFile {
  path: string
  content: Buffer
}

const BLOCK = 512
/** Set by the record before the one that it is about. */
interface Ahead {
  path?: string
}

export const readTar = (archive: Buffer): TarFile[] => {
  const files: TarFile[] = []
  let ahead: Ahead = {}
  let at = 0
  while (at + BLOCK <= archive.length) {
    const header = archive.slice(at, at + BLOCK)
    if (header.every(byte => byte === 0)) return files
    checkSum(header)
    const size = octal(header, 124, 12)
    const content = archive.slice(at + BLOCK, at + BLOCK + size)
    if (content.length < size) break
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK

    const kind = String.fromCharCode(header[156] ?? 0)
    switch (kind) {
      case 'x':
        ahead = { path: paxPath(content) ?? ahead.path }
        continue
      case 'L':
        ahead = { path: text(content, 0, size) }
        continue
      case 'g':
        continue
      case '5':
        break
      case '0':
      case '\0':
        files.push({ path: safe(ahead.path ?? nameOf(header)), content })
        break
      default:
        throw new Error(
          `it holds something that is neither a file nor a folder: ${ahead.path ?? nameOf(header)}`
        )
    }
    ahead = {}
  }
  throw new Error('it is cut off')
}

const text = (block: Buffer, from: number, length: number): string => {
  const field = block.slice(from, from + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

const octal = (block: Buffer, from: number, length: number): number => {
  const digits = text(block, from, length).trim()
  if (!/^[0-7]*$/.test(digits)) throw new Error('one of its headers is broken')
  return digits === '' ? 0 : parseInt(digits, 8)
}

const nameOf = (header: Buffer): string => {
  const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : ''
  const name = text(header, 0, 100)
  return prefix ? `${prefix}/${name}` : name
}

/** The header's bytes added up, its own sum counted as blanks. */
const checkSum = (header: Buffer): void => {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
  if (sum !== octal(header, 148, 8)) throw new Error('one of its headers is broken')
}

/** Records of `<length> <key>=<value>\n`, the length counting all of it, in bytes. */
const paxPath = (content: Buffer): string | undefined => {
  let found: string | undefined
  for (let at = 0; at < content.length;) {
    const blank = content.indexOf(32, at)
    const length = blank < 0 ? NaN : Number(content.toString('utf8', at, blank))
    if (!(length > 0)) break
    const [key, ...value] = content.toString('utf8', blank + 1, at + length - 1).split('=')
    if (key === 'path') found = value.join('=')
    at += length
  }
  return found
}

const safe = (name: string): string => {
  const normal = path.posix.normalize(name.replace(/\\/g, '/'))
  if (normal.startsWith('/') || normal === '..' || normal.startsWith('../')) {
    throw new Error(`one of its paths leads out: ${name}`)
  }
  return normal
}
