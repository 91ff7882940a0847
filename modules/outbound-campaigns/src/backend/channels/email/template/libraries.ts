/**
 * The libraries of templates, loaded when the first template comes: together they would make the start of Botpress a tenth
 * of a second longer, for bots that never write a mail. `require` because who renders mustn't have to wait.
 */
type Loaded<T> = () => T

const once = <T>(load: Loaded<T>): Loaded<T> => {
  let loaded: { value: T } | undefined
  return () => (loaded = loaded ?? { value: load() }).value
}

export const liquidLibrary = once(() => require('liquidjs') as typeof import('liquidjs'))

export const sanitizeLibrary = once(() => require('sanitize-html') as typeof import('sanitize-html'))

export const textLibrary = once(() => require('html-to-text') as typeof import('html-to-text'))
