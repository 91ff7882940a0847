/** Small modules for the tests, written to a folder of their own and loaded as any module is. */
import fs from 'fs'
import path from 'path'
import * as tar from 'tar'

export interface Fixture {
  name?: string
  /** The source of `dist/backend/index.js`; without one, a module that does nothing. */
  entry?: string
  packageJson?: unknown
  files?: Record<string, string>
}

/** An entry whose parts are given as source: `entryOf({ onServerReady: 'async bp => { … }' })`. */
export const entryOf = (parts: Record<string, string>, name = 'fixture'): string => {
  const members = Object.entries(parts).map(([key, source]) => `${key}: ${source}`)
  return `module.exports = { definition: { name: '${name}' }, ${members.join(',\n')} }`
}

export const writeModule = (
  parent: string,
  { name = 'fixture', entry, packageJson, files = {} }: Fixture
): string => {
  const folder = path.join(parent, name)
  const all: Record<string, string> = {
    'package.json': JSON.stringify(packageJson ?? { name, version: '1.0.0' }),
    'dist/backend/index.js': entry ?? entryOf({}, name),
    ...files
  }
  for (const [file, text] of Object.entries(all)) {
    const target = path.join(folder, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, text)
  }
  return folder
}

/** With `below: 'package'` as npm packs, else with the contents at the root, as Botpress wants it. */
export const packModule = async (folder: string, archive: string, below?: string): Promise<string> => {
  await tar.create({ file: archive, gzip: true, cwd: folder, prefix: below }, fs.readdirSync(folder))
  return archive
}
