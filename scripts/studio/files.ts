/** Folders, on every Node from 12.18: the newer ways of `fs` are not there. */
import fs from 'fs'
import path from 'path'
import { codeOf } from './problems'

/** Every file below, as paths relative to the folder; none when there is no such folder. */
export const listFiles = async (folder: string, below = ''): Promise<string[]> => {
  const found: string[] = []
  for (const entry of await entriesOf(path.join(folder, below))) {
    const name = below ? `${below}/${entry.name}` : entry.name
    if (entry.isDirectory()) found.push(...(await listFiles(folder, name)))
    else if (entry.isFile()) found.push(name)
  }
  return found
}

export const removeFolder = async (folder: string): Promise<void> => {
  for (const entry of await entriesOf(folder)) {
    const target = path.join(folder, entry.name)
    if (entry.isDirectory()) await removeFolder(target)
    else await fs.promises.unlink(target)
  }
  await fs.promises.rmdir(folder).catch(error => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
}

export const entriesOf = async (folder: string): Promise<fs.Dirent[]> =>
  fs.promises.readdir(folder, { withFileTypes: true }).catch(error => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  })
