/**
 * Listening and stopping. Stopping is bounded: new connections are refused at once, what is under way gets a moment,
 * then its sockets are cut (a handler that never answers must not hold the process).
 */
import http from 'http'
import { type AddressInfo, type Socket } from 'net'
import type { RequestListener } from 'http'
import { codeOf, StartProblem } from '../problems'

export interface Server {
  port: number
  close(graceMs: number): Promise<void>
}

export const listen = (handler: RequestListener, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const sockets = new Set<Socket>()
    const busy = new Set<Socket>()
    let stopping = false

    const server = http.createServer((req, res) => {
      const { socket } = req
      busy.add(socket)
      const over = () => {
        busy.delete(socket)
        if (stopping) socket.end()
      }
      res.on('finish', over)
      res.on('close', over)
      if (stopping) res.setHeader('Connection', 'close')
      handler(req, res)
    })
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })

    const close = (graceMs: number): Promise<void> =>
      new Promise(done => {
        stopping = true
        const cut = setTimeout(() => sockets.forEach(socket => socket.destroy()), graceMs)
        server.close(() => {
          clearTimeout(cut)
          done()
        })
        sockets.forEach(socket => {
          if (!busy.has(socket)) socket.destroy()
        })
      })

    server.once('error', error => reject(whyNot(error, port, host)))
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, close }))
  })

const whyNot = (error: Error, port: number, host: string): Error => {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} on ${host} is taken. Choose another with PORT, or PORT=0 for any free one.`
      )
    case 'EACCES':
      return new StartProblem(
        `Port ${port} on ${host} may not be opened by this user. Choose another with PORT.`
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(`${host} is not an address of this machine. Choose another with HOST.`)
    default:
      return error
  }
}
