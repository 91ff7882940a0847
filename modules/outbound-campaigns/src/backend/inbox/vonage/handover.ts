import http from 'http'
import https from 'https'
import { z } from 'zod'
import type { Host } from '../../platform/host'
import { news, type FactKind, type News } from '../fact'
import type { ErrandResult } from '../registry'

/**
 * Vonage has one inbound address for each application. It is the module's, so Botpress would never hear what people say
 * unless the module hands it on: the very bytes, under the signature they came with.
 */
const handoverBody = z.object({
  raw: z.string().describe('base64'),
  authorization: z.string().nullable(),
  content_type: z.string()
})

export const botpressHandover: FactKind<z.infer<typeof handoverBody>> = {
  name: 'botpress.handover',
  body: handoverBody,
  keepMs: 86_400_000
}

export const handoverOf = (
  raw: Buffer,
  headers: { authorization: string | undefined; contentType: string | undefined },
  about: { dedupeKey: string; subject: string | null }
): News =>
  news(botpressHandover, {
    dedupeKey: `handover ${about.dedupeKey}`,
    subject: about.subject,
    body: {
      raw: raw.toString('base64'),
      authorization: headers.authorization ?? null,
      content_type: headers.contentType ?? 'application/json'
    }
  })

const TIMEOUT_MS = 10_000

/** The errand itself: posts to the messaging server's own address for this bot. */
export const handOver =
  (bp: { http: Pick<Host['http'], 'getAxiosConfigForBot'> }) =>
  async (botId: string, { body }: { body: z.infer<typeof handoverBody> }): Promise<ErrandResult> => {
    const { baseURL } = await bp.http.getAxiosConfigForBot(botId, { localUrl: true })
    const status = await post(messagingAddress(baseURL, botId), Buffer.from(body.raw, 'base64'), {
      'content-type': body.content_type,
      ...(body.authorization !== null && { authorization: body.authorization })
    })
    if (status >= 200 && status < 300) return { kind: 'done' }
    const error = `Botpress's messaging answered ${status}.`
    // 404 while the bot's channel is just being set up again, 429 and 5xx: these pass. A refusal doesn't.
    const passes = status === 404 || status === 408 || status === 429 || status >= 500
    return { kind: passes ? 'again' : 'never', error }
  }

/** Beside `/bots/<bot>`, under whatever path Botpress itself is served. */
export const messagingAddress = (baseURL: string, botId: string): URL =>
  new URL(
    `${baseURL.replace(/\/bots\/[^/]*\/?$/, '')}/messaging/webhooks/v1/${encodeURIComponent(botId)}/vonage`
  )

const post = (url: URL, body: Buffer, headers: http.OutgoingHttpHeaders): Promise<number> =>
  new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http
    const request = client.request(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': body.length } },
      response => {
        response.resume()
        response.once('end', () => {
          clearTimeout(deadline)
          resolve(response.statusCode ?? 0)
        })
      }
    )
    const deadline = setTimeout(
      () => request.destroy(new Error(`Botpress's messaging did not answer within ${TIMEOUT_MS / 1000} s.`)),
      TIMEOUT_MS
    )
    request.once('error', err => {
      clearTimeout(deadline)
      reject(new Error(`Botpress's messaging can't be reached (${err.message}).`))
    })
    request.once('close', () => {
      clearTimeout(deadline)
      reject(new Error("The connection to Botpress's messaging broke."))
    })
    request.end(body)
  })
