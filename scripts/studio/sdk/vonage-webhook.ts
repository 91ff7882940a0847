/**
 * `POST /api/v1/messaging/webhooks/v1/<botId>/vonage`: the messaging server's inbound address, with its gaps kept, since
 * a module has to live with them. Status reports are answered and dropped. Only `text` is read: the tap on a template's
 * button arrives as a message without text. The signature is checked over the body as parsed and written again.
 */
import crypto from 'crypto'
import express, { type Request, type RequestHandler, type Router } from 'express'
import jsonwebtoken from 'jsonwebtoken'
import { isRecord } from '../problems'
import { sameSecret } from '../random'
import { type HostLogger } from './logger'
import { type Messaging } from './messaging'
import { type VonageChannel } from './vonage-channel'

export const vonageWebhook = (
  messaging: Messaging,
  vonageOf: (botId: string) => Promise<VonageChannel | undefined>,
  logger: HostLogger
): Router => {
  const router = express.Router()
  const path = '/api/v1/messaging/webhooks/v1/:botId/vonage'

  const receive = async (botId: string, req: Request): Promise<number> => {
    const channel = await vonageOf(botId)
    if (!channel) return 404
    const body: unknown = req.body
    const [scheme = '', token] = (req.headers.authorization ?? '').split(' ')
    if (!isRecord(body) || body.channel !== 'whatsapp' || scheme.toLowerCase() !== 'bearer' || !token)
      return 401
    if (!isSigned(token, body, channel)) return 403
    if (body.status) return 200

    const address = { channel: 'vonage', identity: String(body.to), sender: String(body.from), thread: '*' }
    await messaging.receive(botId, address, payloadOf(body))
    return 200
  }

  const answer: RequestHandler = (req, res) => {
    const botId = req.params.botId ?? ''
    receive(botId, req).then(
      status => res.sendStatus(status),
      error => {
        logger.forBot(botId).attachError(error).error('A message from Vonage could not be taken in')
        res.sendStatus(500)
      }
    )
  }

  router.post(path, express.json(), answer)
  return router
}

const payloadOf = (body: Record<string, unknown>): Record<string, unknown> => {
  if (body.message_type === 'reply' && isRecord(body.reply)) {
    return { type: 'quick_reply', text: body.reply.title, payload: body.reply.id }
  }
  return { type: 'text', text: body.text }
}

const isSigned = (token: string, body: unknown, channel: VonageChannel): boolean => {
  try {
    const claims = jsonwebtoken.verify(token, channel.signatureSecret, { algorithms: ['HS256'] })
    if (!isRecord(claims) || typeof claims.api_key !== 'string' || typeof claims.payload_hash !== 'string')
      return false
    const hash = crypto.createHash('sha256').update(JSON.stringify(body)).digest('hex')
    return sameSecret(claims.api_key, channel.apiKey) && sameSecret(claims.payload_hash, hash)
  } catch {
    return false
  }
}
