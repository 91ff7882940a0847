/** The Studio's own small addresses: the one-time link, the page's token, and the stream of events. */
import express, { type Router } from 'express'
import { type Entrance } from './auth/entrance'
import { type Realtime } from './sdk/realtime'

export const routesOf = (parts: { entrance: Entrance; realtime: Realtime; home: () => string }): Router => {
  const { entrance, realtime } = parts
  const router = express.Router()
  router.get('/login', entrance.login(parts.home))
  router.post('/studio/token', entrance.token)
  router.get('/realtime', (req, res) =>
    entrance.caller(req) ? realtime.connect(res) : void res.sendStatus(401)
  )
  return router
}
