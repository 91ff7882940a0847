/**
 * Builds what stands around the module into `.build/`: the Local Studio and the sandboxes for this Node, the Studio's
 * page for the browser and, on demand, the Local Studio for Node 12.18 with the very packages of Botpress v12's core.
 * Everything is a bundle, so a start needs neither a TypeScript runtime nor a second look at node_modules.
 */
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
export const out = path.join(root, '.build')
const from = (...parts) => path.join(root, ...parts)

/** The Local Studio and the sandboxes, for the Node that runs this. */
export const buildHost = () =>
  build({
    entryPoints: { studio: from('scripts/studio/main.ts'), sandbox: from('scripts/sandbox/main.ts') },
    outdir: path.join(out, 'node20'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning'
  })

/** What Botpress v12's core brings, at its versions: never bundled, never this workspace's newer ones. */
const CORE_PACKAGES = ['knex', 'sqlite3', 'pg', 'bluebird']

export const buildHostForNode12 = () =>
  build({
    entryPoints: { studio: from('scripts/studio/main-node12.ts') },
    outdir: path.join(out, 'node12'),
    bundle: true,
    platform: 'node',
    target: 'node12',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [
      {
        name: 'core-packages',
        setup(builder) {
          const core = from('scripts/node12/node_modules')
          builder.onResolve({ filter: new RegExp(`^(${CORE_PACKAGES.join('|')})$`) }, ({ path: name }) => ({
            path: path.join(core, name),
            external: true
          }))
          // Node 12 has these as a property of `fs` only.
          builder.onResolve({ filter: /^(node:)?fs\/promises$/ }, () => ({
            path: 'fs-promises',
            namespace: 'node12'
          }))
          builder.onLoad({ filter: /^fs-promises$/, namespace: 'node12' }, () => ({
            contents: `module.exports = require('fs').promises`
          }))
          // The sandboxes need a newer Node: under 12.18 they run beside the Studio, never inside it.
          builder.onResolve({ filter: /sandbox\/server$/ }, ({ path: name }) => ({
            path: name,
            external: true
          }))
        }
      }
    ]
  })

/** The Studio's globals (React 16.8.6, Blueprint 3.45.0, …) and its page. */
export const buildPage = () =>
  build({
    entryPoints: {
      globals: from('scripts/studio/page/globals.ts'),
      studio: from('scripts/studio/page/studio.tsx')
    },
    outdir: path.join(out, 'page'),
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2018',
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
    loader: {
      '.woff': 'file',
      '.woff2': 'file',
      '.ttf': 'file',
      '.eot': 'file',
      '.svg': 'file',
      '.png': 'file'
    },
    sourcemap: false,
    logLevel: 'warning'
  })

export const buildModule = () => {
  const built = spawnSync(process.execPath, ['build.mjs'], {
    cwd: from('modules/outbound-campaigns'),
    stdio: ['ignore', 'inherit', 'inherit']
  })
  if (built.status !== 0) throw new Error('The module did not build: see above.')
}

export const buildAll = async ({ node12 = false } = {}) => {
  if (!existsSync(from('node_modules'))) throw new Error('Run `npm ci` first.')
  buildModule()
  await Promise.all([buildHost(), buildPage(), ...(node12 ? [buildHostForNode12()] : [])])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildAll({ node12: process.argv.includes('--node12') })
}
