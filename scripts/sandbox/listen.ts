/** Starts and stops an HTTP server on loopback. */
import type { Server } from 'http'
import { isObject } from './http/router'

/** What a person has to know when a port can't be had, in one line. */
export const portProblem = (error: unknown, what: string, port: number): Error => {
  const code = isObject(error) ? error['code'] : undefined
  if (code === 'EADDRINUSE') return new Error(`${what} port ${port} is taken.`)
  if (code === 'EACCES') return new Error(`${what} port ${port} needs more rights than this process has.`)
  return error instanceof Error ? error : new Error(String(error))
}

export const listenHttp = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    // A client's agent keeps idle connections; closing one just as it is used again would look like a lost message.
    server.keepAliveTimeout = 75_000
    server.once('error', error => reject(portProblem(error, 'HTTP', port)))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const actual = typeof address === 'object' && address ? address.port : port
      resolve(`http://127.0.0.1:${actual}`)
    })
  })

export const closeHttp = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
