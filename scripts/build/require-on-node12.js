/**
 * Runs on Node 12.18 with Bluebird as the global Promise, as Botpress does: requires the module twice and tells what
 * that did to the process. Plain ES2018, because nothing compiles it.
 *
 *   node require-on-node12.js ENTRY BLUEBIRD
 */
const asyncHooks = require('async_hooks')
const Module = require('module')

const [, , entryFile, bluebird] = process.argv
global.Promise = require(bluebird)

const BUILT_INS = [
  Object,
  Function,
  Array,
  String,
  Number,
  RegExp,
  Date,
  Error,
  Map,
  Set,
  Symbol,
  Buffer,
  JSON,
  Math,
  Reflect,
  Intl,
  Promise
]

const namesOf = value => Object.getOwnPropertyNames(value).sort()

const LISTENED = [
  'exit',
  'beforeExit',
  'uncaughtException',
  'unhandledRejection',
  'warning',
  'SIGINT',
  'SIGTERM'
]

const snapshot = () => ({
  globals: namesOf(global),
  builtIns: BUILT_INS.map(one => [namesOf(one), one.prototype ? namesOf(one.prototype) : []]),
  listeners: LISTENED.map(name => [name, process.listenerCount(name)]),
  handles: process._getActiveHandles().length,
  requests: process._getActiveRequests().length,
  environment: Object.assign({}, process.env),
  promise: global.Promise === require(bluebird)
})

const asked = []
const load = Module._load
Module._load = function (request) {
  asked.push(request)
  // Botpress resolves it; what is read from it while loading would be tied to this one process.
  if (request === 'botpress/sdk') {
    return new Proxy({}, { get: (_target, name) => asked.push('botpress/sdk.' + String(name)) && undefined })
  }
  return load.apply(this, arguments)
}

const begun = []
const watch = asyncHooks.createHook({
  init: (_id, type) => type !== 'PROMISE' && type !== 'TickObject' && begun.push(type)
})

const requireAgain = () => {
  delete require.cache[require.resolve(entryFile)]
  return require(entryFile)
}

const before = snapshot()
watch.enable()
const first = requireAgain()
const second = requireAgain()
watch.disable()
const after = snapshot()

const shapeOf = value => {
  if (typeof value === 'function') return 'function'
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(shapeOf)
  return Object.keys(value).reduce((shape, key) => Object.assign(shape, { [key]: shapeOf(value[key]) }), {})
}

process.stdout.write(
  JSON.stringify({
    node: process.version,
    before,
    after,
    begun,
    asked: asked.filter(request => request !== entryFile),
    own: first !== second,
    entry: shapeOf(first.default || first)
  })
)
