/**
 * Builds what Botpress loads, inside this folder and with nothing from outside it:
 *   dist/backend/index.js      the backend for Node 12.18, every dependency inside: a module can't require the core's
 *   assets/web/*.bundle.js     the views, with React and Blueprint taken from the Studio
 *   assets/config.schema.json  the configuration's schema, from its type
 *   dist/actions/*.js          what a bot's flow can do, as Botpress copies and runs it: each file the body of a function
 */
import { build } from 'esbuild'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildViews } from './build-views.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const dist = path.join(here, 'dist')
const assets = path.join(here, 'assets')

const forNode12 = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  target: 'node12.18',
  format: 'cjs',
  logLevel: 'warning',
  minifySyntax: true,
  minifyWhitespace: true,
  // zod keeps its registries on the global object; requiring the module must leave nothing behind there.
  define: { globalThis: 'ownGlobals' },
  inject: [path.join(here, 'src/own-globals.ts')],
  // The licences of what is inside stay inside.
  legalComments: 'eof'
}

const buildBackend = async () => {
  await build({
    ...forNode12,
    entryPoints: [path.join(here, 'src/backend/index.ts')],
    outfile: path.join(dist, 'backend/index.js')
  })
}

const buildConfigSchema = async () => {
  const temporary = path.join(dist, 'config-schema.cjs')
  await build({
    ...forNode12,
    entryPoints: [path.join(here, 'src/backend/platform/config.ts')],
    outfile: temporary
  })
  const { configJsonSchema } = createRequire(import.meta.url)(temporary)
  await writeFile(path.join(assets, 'config.schema.json'), `${JSON.stringify(configJsonSchema(), null, 2)}\n`)
  await rm(temporary)
}

const scriptsIn = async folder => (await readdir(folder)).filter(name => name.endsWith('.js')).sort()

const buildActions = async () => {
  const [from, to] = [path.join(here, 'src/actions'), path.join(dist, 'actions')]
  const shared = path.join(from, 'shared')
  const read = folder => async name => readFile(path.join(folder, name), 'utf8')
  const below = await Promise.all((await scriptsIn(shared)).map(read(shared)))
  await mkdir(to, { recursive: true })
  for (const name of await scriptsIn(from)) {
    await writeFile(path.join(to, name), [await read(from)(name), ...below].join('\n'))
  }
}

await rm(dist, { recursive: true, force: true })
await mkdir(path.join(dist, 'backend'), { recursive: true })
await mkdir(path.join(assets, 'web'), { recursive: true })
await Promise.all([
  buildBackend(),
  buildConfigSchema(),
  buildViews({ outdir: path.join(assets, 'web') }),
  buildActions()
])
