/** Botpress's core replaces the global Promise; a module that leans on the native one's newer parts must notice here. */
const Bluebird: unknown = require('bluebird')

Object.assign(global, { Promise: Bluebird })

export {}
