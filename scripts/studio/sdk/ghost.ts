/**
 * Botpress's file store, on disk under the data folder. A scope is a folder; no path, however written, leads out of it
 * (the module's callers may hand on names that came from outside).
 */
import { EventEmitter } from 'events'
import fs from 'fs'
import path from 'path'
import { listFiles } from '../files'
import { parseJson } from '../json-file'

export interface ScopedGhost {
  upsertFile(rootFolder: string, file: string, content: string | Buffer): Promise<void>
  readFileAsBuffer(rootFolder: string, file: string): Promise<Buffer>
  readFileAsString(rootFolder: string, file: string): Promise<string>
  readFileAsObject<T>(rootFolder: string, file: string): Promise<T>
  deleteFile(rootFolder: string, file: string): Promise<void>
  directoryListing(rootFolder: string, fileEndingPattern?: string): Promise<string[]>
  fileExists(rootFolder: string, file: string): Promise<boolean>
  onFileChanged(callback: (filePath: string) => void): { remove(): void }
}

export interface Ghost {
  forBot(botId: string): ScopedGhost
  forBots(): ScopedGhost
  forGlobal(): ScopedGhost
  forRoot(): ScopedGhost
}

export const isBotId = (text: string): boolean => /^[A-Za-z0-9]+(?:[_-]{1,2}[A-Za-z0-9]+)*$/.test(text)

export const createGhost = (dataDir: string): Ghost => {
  const scopes = new Map<string, ScopedGhost>()
  const scope = (folder: string): ScopedGhost => {
    const known = scopes.get(folder) ?? scopedGhost(path.join(dataDir, folder))
    scopes.set(folder, known)
    return known
  }
  return {
    forRoot: () => scope('.'),
    forGlobal: () => scope('global'),
    forBots: () => scope('bots'),
    forBot: botId => {
      if (!isBotId(botId)) throw new Error(`"${botId}" is not a bot's id`)
      return scope(path.join('bots', botId))
    }
  }
}

const scopedGhost = (base: string): ScopedGhost => {
  const changes = new EventEmitter()
  changes.setMaxListeners(0)

  const within = async (rootFolder: string, file = '.'): Promise<string> => {
    const wanted = path.resolve(base, `./${rootFolder}`, `./${file}`)
    if (wanted !== base && !wanted.startsWith(base + path.sep))
      throw new Error(`"${file}" is outside its folder`)
    await refuseLinksOut(base, wanted)
    return wanted
  }
  const changed = (file: string) =>
    changes.emit('changed', path.relative(base, file).split(path.sep).join('/'))

  const readFileAsBuffer = async (rootFolder: string, file: string) =>
    fs.promises.readFile(await within(rootFolder, file))
  const readFileAsString = async (rootFolder: string, file: string) =>
    (await readFileAsBuffer(rootFolder, file)).toString()

  return {
    readFileAsBuffer,
    readFileAsString,
    readFileAsObject: async <T>(rootFolder: string, file: string) =>
      parseJson(await readFileAsString(rootFolder, file), file) as T,
    upsertFile: async (rootFolder, file, content) => {
      const target = await within(rootFolder, file)
      await fs.promises.mkdir(path.dirname(target), { recursive: true })
      await fs.promises.writeFile(target, content)
      changed(target)
    },
    deleteFile: async (rootFolder, file) => {
      const target = await within(rootFolder, file)
      await fs.promises.unlink(target)
      changed(target)
    },
    fileExists: async (rootFolder, file) => {
      const target = await within(rootFolder, file)
      return fs.promises.stat(target).then(
        found => found.isFile(),
        () => false
      )
    },
    directoryListing: async (rootFolder, pattern = '*') => {
      const matches = matcher(pattern)
      return (await listFiles(await within(rootFolder))).filter(matches).sort()
    },
    onFileChanged: callback => {
      changes.on('changed', callback)
      return { remove: () => void changes.removeListener('changed', callback) }
    }
  }
}

/** A symbolic link inside the scope could still point elsewhere: what exists of the path is resolved first. */
const refuseLinksOut = async (base: string, wanted: string): Promise<void> => {
  const real = (folder: string) => fs.promises.realpath(folder).catch(() => undefined)
  const realBase = await real(base)
  let existing = wanted
  let target = await real(existing)
  while (target === undefined && path.dirname(existing) !== existing) {
    existing = path.dirname(existing)
    target = await real(existing)
  }
  if (!realBase || target === undefined || existing.length < base.length) return
  if (target !== realBase && !target.startsWith(realBase + path.sep))
    throw new Error('A link leads outside its folder')
}

/** A pattern without a slash is compared with the file's name alone, wherever the file lies. */
const matcher = (pattern: string) => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
    .replace(/\u0000/g, '.*')
  const expression = new RegExp(`^${source}$`, 'i')
  return (file: string) => expression.test(pattern.includes('/') ? file : path.posix.basename(file))
}
