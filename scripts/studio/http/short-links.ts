/** `/s/<name>` leads to a longer address. Names are kept in lower case; the visitor's own query is handed on. */
import querystring from 'querystring'
import { type RequestHandler } from 'express'
import { isRecord } from '../problems'

export interface ShortLinks {
  create(name: string, destination: string, params?: unknown): void
  remove(name: string): void
  handler: RequestHandler
  count(): number
}

export const createShortLinks = (): ShortLinks => {
  const links = new Map<string, string>()
  return {
    create: (name, destination, params) => {
      const query = isRecord(params)
        ? `?${querystring.stringify(params as querystring.ParsedUrlQueryInput)}`
        : ''
      links.set(name.toLowerCase(), `${destination}${query}`)
    },
    remove: name => void links.delete(name.toLowerCase()),
    count: () => links.size,
    handler: (req, res) => {
      const link = links.get((req.params.name ?? '').toLowerCase())
      if (!link) return void res.status(404).type('text/plain').send('There is no such short link')
      const query = querystring.stringify(req.query as querystring.ParsedUrlQueryInput)
      res.redirect(query ? `${link}${link.includes('?') ? '&' : '?'}${query}` : link)
    }
  }
}
