/** Runs a command that is written in TypeScript: built beside the Studio that it starts, with what it starts. */
import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { renameSync } from 'node:fs'
import path from 'node:path'
import { buildAll, out, root } from './build.mjs'

/** A command that starts no Studio is built by itself. */
const DEFAULTS = { nodeArguments: [], withStudio: true }

export const runScript = async (name, entry, options = {}) => {
  const { nodeArguments, withStudio } = { ...DEFAULTS, ...options }
  const file = path.join(out, `node20/${name}.js`)
  const fresh = path.join(out, `node20/${name}.${process.pid}.js`)
  if (withStudio) await buildAll()
  await build({
    entryPoints: [path.join(root, entry)],
    outfile: fresh,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning'
  })
  // Whole or not at all: the same command may just be starting elsewhere.
  renameSync(fresh, file)
  const script = spawn(process.execPath, [...nodeArguments, file, ...process.argv.slice(2)], {
    stdio: 'inherit'
  })
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => signal === 'SIGTERM' && script.kill(signal))
  script.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
