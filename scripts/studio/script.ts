/**
 * Runs a CommonJS file by itself. A module of Botpress lives outside the core's tree and finds none of the core's
 * packages there; the Local Studio's own lie right beside it, so Node's `require` would find what Botpress refuses.
 * Here a file gets Node's built-in modules, its own files, what its folder's own node_modules holds, and the names the
 * caller lends it. Nothing stays behind in Node's cache: letting go of the result is a complete unload.
 */
import fs from 'fs'
import nodeModule from 'module'
import path from 'path'
import vm from 'vm'
import { parseJson } from './json-file'

export interface ScriptWorld {
  /** Nothing outside this folder is read. */
  root: string
  /** Names that resolve to what the host gives. */
  lent: Record<string, unknown>
}

interface Loaded {
  exports: unknown
}

type Wrapped = (exports: unknown, require: unknown, module: Loaded, filename: string, folder: string) => void

export const runScript = (file: string, { root, lent }: ScriptWorld): unknown => {
  const loaded = new Map<string, Loaded>()

  const load = (target: string): unknown => {
    const known = loaded.get(target)
    if (known) return known.exports
    const module: Loaded = { exports: {} }
    loaded.set(target, module)
    try {
      const text = fs.readFileSync(target, 'utf8')
      if (target.endsWith('.json')) module.exports = parseJson(text, target)
      else evaluate(text, target)(module.exports, requireFrom(target), module, target, path.dirname(target))
      return module.exports
    } catch (error) {
      loaded.delete(target)
      throw error
    }
  }

  const requireFrom =
    (from: string) =>
    (name: string): unknown => {
      if (Object.prototype.hasOwnProperty.call(lent, name)) return lent[name]
      if (BUILT_IN.includes(name)) return require(name) as unknown
      const target = /^\.{0,2}\//.test(name)
        ? ownFile(path.resolve(path.dirname(from), name), root)
        : ownPackage(name, root)
      if (target) return load(target)
      throw Object.assign(new Error(`Cannot find module '${name}'\nRequired from ${from}`), {
        code: 'MODULE_NOT_FOUND'
      })
    }

  return load(file)
}

const evaluate = (text: string, filename: string): Wrapped =>
  vm.runInThisContext(nodeModule.wrap(text.replace(/^#!.*/, '')), { filename }) as Wrapped

/** Those of Node 12.18, which Botpress runs on, whatever Node this is: newer names and `node:` are refused there. */
const BUILT_IN =
  'assert async_hooks buffer child_process cluster console constants crypto dgram dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm worker_threads zlib'.split(
    ' '
  )

const ownFile = (wanted: string, root: string): string | undefined => {
  const candidates = [wanted, `${wanted}.js`, `${wanted}.json`, path.join(wanted, 'index.js')]
  const found = candidates.find(file => fs.existsSync(file) && fs.statSync(file).isFile())
  return found !== undefined && isWithin(found, root) ? found : undefined
}

const isWithin = (file: string, root: string) =>
  fs.realpathSync(file).startsWith(fs.realpathSync(root) + path.sep)

/** The folders that Botpress adds to the search for one module. */
const ownPackage = (name: string, root: string): string | undefined => {
  for (const folder of ['node_production_modules', 'node_modules']) {
    const place = path.join(root, folder, name)
    const manifest = path.join(place, 'package.json')
    const main = fs.existsSync(manifest) ? mainOf(manifest) : undefined
    const found = ownFile(main ? path.join(place, main) : place, root)
    if (found) return found
  }
  return undefined
}

const mainOf = (manifest: string): string | undefined => {
  const found = parseJson(fs.readFileSync(manifest, 'utf8'), manifest)
  return typeof found === 'object' && found !== null && 'main' in found && typeof found.main === 'string'
    ? found.main
    : undefined
}
