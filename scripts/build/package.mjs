/**
 * `npm run package`: builds the module and writes `outbound-campaigns.tgz`, ready to drop into `data/modules` of a
 * Botpress binary, so its contents sit at its root. The same module gives the same bytes, wherever and whenever it is
 * packed.
 *
 *   node scripts/build/package.mjs [--built] [--out FILE]     --built: pack what is already built
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { create } from 'tar'
import { buildModule, root } from './build.mjs'

const home = path.join(root, 'modules/outbound-campaigns')
const LIMIT_BYTES = 3 * 1024 * 1024

/** What Botpress loads or a person reads. Whatever else lies in the module's folder stays there. */
const MUST = ['README.md', 'dist/backend/index.js', 'assets/config.schema.json']
const FOLDERS = ['dist', 'assets', 'docs']

/** What only the building of it needs has no place in the package: Botpress would be asked to install it. */
const shippedManifest = async () => {
  const manifest = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8'))
  const { name, version, description, license, main } = manifest
  return `${JSON.stringify({ name, version, description, license, main }, null, 2)}\n`
}

const isShipped = source => {
  const name = path.basename(source)
  return !name.startsWith('.') && !name.endsWith('.map')
}

const stage = async folder => {
  for (const part of FOLDERS) {
    const from = path.join(home, part)
    const exists = await stat(from).catch(() => undefined)
    if (exists) await cp(from, path.join(folder, part), { recursive: true, filter: isShipped })
  }
  await cp(path.join(home, 'README.md'), path.join(folder, 'README.md'))
  await cp(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'))
  await writeFile(path.join(folder, 'package.json'), await shippedManifest())
}

const filesIn = async folder => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map(file => file.split(path.sep).join('/'))
    .sort()
}

const pack = async out => {
  for (const file of MUST) {
    const exists = await stat(path.join(home, file)).catch(() => undefined)
    if (!exists)
      throw new Error(`The package needs ${path.join('modules/outbound-campaigns', file)}, which is missing.`)
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'outbound-package-'))
  try {
    await stage(folder)
    await mkdir(path.dirname(out), { recursive: true })
    // The date that npm gives to packed files: a fixed one, late enough for every tool.
    const mtime = new Date('1985-10-26T08:15:00Z')
    await create(
      { cwd: folder, file: out, gzip: { level: 9 }, portable: true, mtime, noDirRecurse: true },
      await filesIn(folder)
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const { size } = await stat(out)
  if (size > LIMIT_BYTES) {
    await rm(out)
    throw new Error(`The package would be ${size} bytes; ${LIMIT_BYTES} is the limit.`)
  }
  return size
}

const { values } = parseArgs({ options: { built: { type: 'boolean' }, out: { type: 'string' } } })
const out = path.resolve(values.out ?? path.join(root, 'outbound-campaigns.tgz'))
if (!values.built) buildModule()
try {
  console.log(`${path.relative(process.cwd(), out)}: ${((await pack(out)) / 1024).toFixed(0)} kB`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
