/**
 * Reads JSON that people edit. `JSON.parse` says where it stopped in some versions of Node and not in others, and never
 * as a line; a person who has just broken a file wants its name, the line and the column.
 */
import fs from 'fs'
import { isRecord, StartProblem } from './problems'

export class BrokenFile extends StartProblem {}

export const readJsonFile = async (file: string): Promise<unknown> =>
  parseJson(await fs.promises.readFile(file, 'utf8'), file)

export const parseJson = (text: string, file: string): unknown => {
  const content = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(content)
  } catch {
    const at = firstFault(content)
    const before = content.slice(0, at).split('\n')
    const column = (before[before.length - 1] ?? '').length + 1
    throw new BrokenFile(`${file}:${before.length}:${column} is not valid JSON: ${whatIsThere(content, at)}`)
  }
}

export const readJsonObject = async (file: string): Promise<Record<string, unknown>> => {
  const value = await readJsonFile(file)
  if (!isRecord(value)) throw new BrokenFile(`${file}:1:1 must hold a JSON object`)
  return value
}

/** Written beside and then moved, so that a reader never meets half a file. */
export const writeJsonFile = async (file: string, value: unknown, mode = 0o644): Promise<void> => {
  const beside = `${file}.${process.pid}.new`
  await fs.promises.writeFile(beside, `${JSON.stringify(value, null, 2)}\n`, { mode })
  await fs.promises.rename(beside, file)
}

const whatIsThere = (content: string, at: number): string =>
  at >= content.length ? 'the file ends too early' : `unexpected ${JSON.stringify(content.charAt(at))}`

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const BLANK = /[ \t\r\n]*/y

/** The offset of the first character that cannot be there. Only called for text that `JSON.parse` refused. */
export const firstFault = (text: string): number => {
  let at = 0
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found !== null
  }
  const blank = () => take(BLANK)
  const mark = (character: string): boolean => {
    if (text.charAt(at) !== character) return false
    at++
    return true
  }

  const list = (close: string, item: () => boolean): boolean => {
    blank()
    if (mark(close)) return true
    for (;;) {
      blank()
      if (!item()) return false
      blank()
      if (mark(close)) return true
      if (!mark(',')) return false
    }
  }
  const member = (): boolean => {
    if (!take(STRING)) return false
    blank()
    return mark(':') && value()
  }
  const value = (): boolean => {
    blank()
    if (mark('{')) return list('}', member)
    if (mark('[')) return list(']', value)
    return take(STRING) || take(NUMBER) || take(WORD)
  }

  if (value()) blank()
  return at
}
