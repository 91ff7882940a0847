import { z } from 'zod'
import { route, type AnyRoute } from '../platform/http/route'
import type { Counted } from './counted'
import type { Standings } from './standings'

/** What Prometheus asks for: https://prometheus.io/docs/instrumenting/exposition_formats/ */
const TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export const metricsTextRoute = (counted: Counted, standings: Standings): AnyRoute =>
  route({
    method: 'get',
    path: '/metrics',
    tag: 'Module',
    summary: 'Figures for Prometheus: what this process has sent, and how the queue stands',
    answer: z.string(),
    produces: 'text/plain',
    async handle({ botId }, res) {
      const text = `${await counted.text(botId)}\n${await standings.text(botId)}`
      res.status(200).set('Content-Type', TYPE).end(text)
      return text
    }
  })
