/** What `npm run screenshots` can be told. */
import path from 'path'

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

export interface Options {
  language: Language
  width: number
  folder: string
  /** `documented`: the pictures of the READMEs. `all`: also what is empty, loading or failing, to be looked at. */
  screens: 'documented' | 'all'
}

export type Asked = { kind: 'run'; options: Options } | { kind: 'help' } | { kind: 'wrong'; why: string }

/** From the working directory: the command is started in the repository's root. */
const DOCS = path.join('modules', 'outbound-campaigns', 'docs', 'images')

export const HELP = `npm run screenshots [-- options]

Starts a Local Studio with a campaign in every state, and takes a picture of every screen.

  --language en|es   the panel's language (en)
  --width PIXELS     how wide the window is (1280)
  --out FOLDER       where the pictures go (${DOCS})
  --all              also the screens while they are empty, load or fail; needs --out
  --help             this text`

const readWidth = (text: string): number | null => (/^\d{3,4}$/.test(text) ? Number(text) : null)

export const readOptions = (words: readonly string[]): Asked => {
  const options: Options = { language: 'en', width: 1280, folder: DOCS, screens: 'documented' }
  const wrong = (why: string): Asked => ({ kind: 'wrong', why })
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    const value = words[at + 1] ?? ''
    switch (word) {
      case '--help':
        return { kind: 'help' }
      case '--all':
        options.screens = 'all'
        continue
      case '--language': {
        const language = LANGUAGES.find(known => known === value)
        if (!language) return wrong('--language is en or es.')
        options.language = language
        break
      }
      case '--width': {
        const width = readWidth(value)
        if (width === null) return wrong('--width is a number of pixels, such as 1024.')
        options.width = width
        break
      }
      case '--out':
        if (value === '') return wrong('--out names a folder.')
        options.folder = value
        break
      default:
        return wrong(`There is no ${String(word)}.`)
    }
    at += 1
  }
  if (options.screens === 'all' && options.folder === DOCS) {
    return wrong('With --all the pictures are to be looked at, not to be kept: say where they go with --out.')
  }
  return { kind: 'run', options }
}
