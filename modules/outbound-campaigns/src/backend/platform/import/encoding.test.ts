import iconv from 'iconv-lite'
import { ToUtf8 } from './encoding'

const TEXT = 'teléfono;nombre\n4422591631;José Núñez “el Güero” 10 €\n'

const read = (bytes: Buffer, pieceSize: number): { text: string; encoding: string } => {
  const utf8 = new ToUtf8(bytes)
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieceSize) parts.push(utf8.next(bytes.slice(at, at + pieceSize)))
  parts.push(utf8.end())
  return { text: Buffer.concat(parts).toString('utf8'), encoding: utf8.encoding }
}

describe('The encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16 LE with its mark', iconv.encode(`\ufeff${TEXT}`, 'utf-16le'), 'utf-16le'],
    ['UTF-16 BE with its mark', iconv.encode(`\ufeff${TEXT}`, 'utf-16be'), 'utf-16be'],
    ['UTF-16 LE without', iconv.encode(TEXT, 'utf-16le'), 'utf-16le'],
    ['UTF-16 BE without', iconv.encode(TEXT, 'utf-16be'), 'utf-16be'],
    ['windows-1252', iconv.encode(TEXT, 'windows-1252'), 'windows-1252']
  ])('%s, in pieces of any size', (_name, bytes, encoding) => {
    for (const size of [1, 2, 3, 7, 16, bytes.length])
      expect(read(bytes, size)).toEqual({ text: TEXT, encoding })
  })

  it('is decided where the first letter outside ASCII is, however late', () => {
    const head = 'phone\n' + '4422591631\n'.repeat(20_000)
    for (const encoding of ['windows-1252', 'utf-8'])
      expect(read(Buffer.concat([Buffer.from(head), iconv.encode('José', encoding)]), 32_768)).toEqual({
        text: `${head}José`,
        encoding
      })
  })

  it('takes half a character at the very end for a whole one of windows-1252', () => {
    expect(read(Buffer.from([0x41, 0xc3]), 1)).toEqual({ text: 'AÃ', encoding: 'windows-1252' })
  })

  it('is not spoilt by one broken byte among many good ones', () => {
    const { text, encoding } = read(
      Buffer.concat([Buffer.from('áéíóúñ'), Buffer.from([0xff]), Buffer.from('ü')]),
      64
    )
    expect(encoding).toBe('utf-8')
    expect(text).toBe('áéíóúñ\ufffdü')
  })

  it('leaves zeros out', () => {
    expect(read(Buffer.from('phone,name\n4422591631,An\0a\n'), 8).text).toBe('phone,name\n4422591631,Ana\n')
  })
})
