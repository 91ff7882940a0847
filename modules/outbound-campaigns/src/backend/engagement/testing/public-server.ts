import express from 'express'
import http from 'http'
import type { AddressInfo } from 'net'
import { servePublic } from '../../platform/http/serve-public'
import type { EngagementBench } from './bench'

/** For tests: engagement's public addresses as they are served, on a real server. */
export interface PublicServer {
  /** Below which they are, for a bot's name or `___`. */
  at(botId?: string): string
  faults: unknown[]
  close(): Promise<void>
}

export const publicServer = async ({ engagement }: EngagementBench): Promise<PublicServer> => {
  const faults: unknown[] = []
  const router = Object.assign(express.Router({ mergeParams: true }), { getPublicPath: async () => '' })
  servePublic(router, engagement.publicRoutes, { onFault: fault => void faults.push(fault) })
  const server = http
    .createServer(express().use('/api/v1/bots/:botId/mod/outbound-campaigns', router))
    .listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    at: (botId = '___') => `${origin}/api/v1/bots/${botId}/mod/outbound-campaigns`,
    faults,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
