/**
 * The floor for benchmarks: takes every message, counts it and answers 202 with a uuid. Nothing is read, checked, kept
 * or told, so that what is measured is the sender.
 */
import { randomUUID } from 'crypto'
import http from 'http'
import { closeHttp, listenHttp } from './listen'

export interface BareSandbox {
  url: string
  received(): number
  close(): Promise<void>
}

export const startBareSandbox = async ({ port = 0 }: { port?: number }): Promise<BareSandbox> => {
  let received = 0
  const server = http.createServer((req, res) => {
    req.resume()
    if (req.method === 'POST' && req.url === '/v1/messages') {
      req.on('end', () => {
        received++
        const body = `{"message_uuid":"${randomUUID()}"}`
        res.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': body.length })
        res.end(body)
      })
    } else if (req.method === 'GET' && req.url === '/sandbox/counts') {
      res.writeHead(200, { 'Content-Type': 'application/json' })
      res.end(JSON.stringify({ received }))
    } else {
      res.writeHead(404, { 'Content-Type': 'application/problem+json' })
      res.end(
        JSON.stringify({ type: 'about:blank', title: 'Not found', detail: 'This is the bare sandbox.' })
      )
    }
  })
  const url = await listenHttp(server, port)
  return { url, received: () => received, close: () => closeHttp(server) }
}
