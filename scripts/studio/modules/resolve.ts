/** Finds a module where it was said to be, and refuses what Botpress would not take for one, saying why. */
import fs from 'fs'
import path from 'path'
import type { ModuleEntryPoint } from 'botpress/sdk'
import { isRecord, messageOf, StartProblem } from '../problems'
import { readJsonObject } from '../json-file'
import { runScript } from '../script'
import { unpack } from './archive'
import { faultsOfEntry } from './entry-schema'

export interface FoundModule {
  name: string
  folder: string
  entry: ModuleEntryPoint
}

const ENTRY_FILE = 'dist/backend/index.js'

export const findModule = async (
  location: string,
  cacheFolder: string,
  sdk: Record<string, unknown>
): Promise<FoundModule> => {
  if (!fs.existsSync(location)) throw new StartProblem(`There is no module at ${location}.`)
  const folder = await folderOf(location, cacheFolder)

  const manifest = path.join(folder, 'package.json')
  if (!fs.existsSync(manifest)) {
    const packed = fs.existsSync(path.join(folder, 'package', 'package.json'))
    const hint = packed ? " Its contents must sit at the archive's root, not in a folder package/." : ''
    throw new StartProblem(`The module at ${location} has no package.json.${hint}`)
  }
  const file = path.join(folder, ENTRY_FILE)
  if (!fs.existsSync(file))
    throw new StartProblem(`The module at ${location} is not built: it has no ${ENTRY_FILE}.`)

  const entry = read(file, folder, location, sdk)
  const faults = faultsOfEntry(entry)
  if (faults.length > 0)
    throw new StartProblem(`Botpress refuses the entry of the module at ${location}: ${faults.join('; ')}.`)
  const known = entry as ModuleEntryPoint
  await sameNameEverywhere(known.definition.name, folder, manifest)
  return { name: known.definition.name, folder, entry: known }
}

const folderOf = async (location: string, cacheFolder: string): Promise<string> => {
  if (fs.statSync(location).isDirectory()) return path.resolve(location)
  if (!location.endsWith('.tgz'))
    throw new StartProblem(`A module is a folder or a .tgz, and ${location} is neither.`)
  return unpack(location, cacheFolder)
}

/** Botpress reads the entry in two processes; what counts is `default` where there is one. */
const read = (file: string, root: string, location: string, sdk: Record<string, unknown>): unknown => {
  try {
    const exported = runScript(file, { root, lent: { 'botpress/sdk': sdk } })
    return isRecord(exported) && exported.default ? exported.default : exported
  } catch (error) {
    throw new StartProblem(`The module at ${location} cannot be loaded: ${messageOf(error).split('\n')[0]}`)
  }
}

const sameNameEverywhere = async (name: string, folder: string, manifest: string): Promise<void> => {
  const packageName = (await readJsonObject(manifest)).name
  const folderName = path.basename(folder)
  if (name !== name.toLowerCase())
    throw new StartProblem(`A module's name is in lower case, and "${name}" is not.`)
  if (name !== packageName || name !== folderName) {
    throw new StartProblem(
      `A module has one name: its folder or archive is "${folderName}", its package.json says "${String(packageName)}", its definition "${name}".`
    )
  }
}
