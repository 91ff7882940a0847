/** Starts the sandboxes: one HTTP server that plays Vonage and is controlled, and one mail server beside it. */
import { randomBytes } from 'crypto'
import http from 'http'
import { credentialsOf, loadAccount, type Account, type Credentials } from './credentials'
import { sendProblem } from './http/problems'
import { serveRoutes, type Route } from './http/router'
import { requireToken } from './http/token'
import { HookCalls } from './hooks/calls'
import { hookRoutes, isOpenHook } from './hooks/routes'
import { closeHttp, listenHttp, portProblem } from './listen'
import { Mailbox } from './mail/mailbox'
import { Replies } from './mail/replies'
import { mailRoutes } from './mail/routes'
import { SmtpSandbox } from './mail/smtp'
import { Timers } from './timers'
import { makeAuthenticator } from './vonage/auth'
import { defaultBehaviour } from './vonage/behaviour'
import { vonageControlRoutes } from './vonage/control-routes'
import { Ledger } from './vonage/ledger'
import { MessagesEndpoint } from './vonage/messages-endpoint'
import { internalError } from './vonage/refusals'
import { StatusCourier } from './vonage/status-courier'
import { templateRoutes } from './vonage/template-routes'
import { WebhookPoster } from './webhook-poster'

export type { Credentials } from './credentials'

export interface SandboxOptions {
  /** 0 or nothing: any free one. */
  port?: number
  smtpPort?: number
  /** Where the credentials are kept between two starts. */
  dataDir: string
  /** Opens the control routes; one is made if none is given. */
  controlToken?: string
}

export interface SmtpAccess {
  host: string
  port: number
  user: string
  password: string
}

export interface Sandbox {
  url: string
  smtp: SmtpAccess
  credentials: Credentials
  controlToken: string
  close(): Promise<void>
}

/** What the Local Studio needs to know of a sandbox that runs elsewhere. */
const accessRoute = (account: Account, access: () => { url: string; smtp: SmtpAccess }): Route => ({
  method: 'GET',
  path: '/sandbox/credentials',
  handle: () => ({
    status: 200,
    body: {
      ...access(),
      credentials: credentialsOf(account),
      whatsapp: { waba_id: account.wabaId, template_namespace: account.templateNamespace }
    }
  })
})

const makeParts = (account: Account) => {
  const behaviour = { now: defaultBehaviour() }
  const ledger = new Ledger(() => behaviour.now.keep_messages)
  const poster = new WebhookPoster(() => behaviour.now)
  const courier = new StatusCourier(account, () => behaviour.now, poster)
  const timers = new Timers()
  const whoIs = makeAuthenticator(account)
  const messages = new MessagesEndpoint({
    account,
    behaviour: () => behaviour.now,
    ledger,
    courier,
    timers,
    whoIs
  })
  const mailbox = new Mailbox()
  const replies = new Replies(poster, () => behaviour.now.reply_url)
  const hooks = new HookCalls()
  return { behaviour, ledger, poster, courier, timers, whoIs, messages, mailbox, replies, hooks }
}

export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { port = 0, smtpPort = 0, controlToken = randomBytes(24).toString('hex') } = options
  const account = await loadAccount(options.dataDir)
  const parts = makeParts(account)
  const { courier, hooks, ledger, mailbox, messages, poster, replies, timers, whoIs } = parts
  const smtpServer = new SmtpSandbox(account, mailbox)
  const smtp = await smtpServer.listen(smtpPort).catch((error: unknown) => {
    throw portProblem(error, 'SMTP', smtpPort)
  })

  let url = ''
  const routes = [
    ...templateRoutes(account, whoIs),
    accessRoute(account, () => ({ url, smtp })),
    ...vonageControlRoutes({
      ...parts,
      account,
      forget: () => {
        courier.cancel()
        messages.forget()
        ledger.forget()
      }
    }),
    ...mailRoutes({
      mailbox,
      replies,
      forget: () => {
        mailbox.forget()
        replies.sent.clear()
        smtpServer.forget()
      }
    }),
    ...hookRoutes(hooks)
  ]
  const checkToken = requireToken(controlToken)
  const serve = serveRoutes(routes, (req, { pathname }) => {
    const isControl = pathname === '/sandbox' || pathname.startsWith('/sandbox/')
    if (isControl && !isOpenHook(req.method, pathname)) checkToken(req)
  })
  const server = http.createServer((req, res) => {
    if (req.method === 'POST' && req.url === '/v1/messages') {
      messages.serve(req, res).catch((error: unknown) => {
        process.stderr.write(`Sandbox: POST /v1/messages: ${String(error)}\n`)
        sendProblem(res, internalError)
      })
      return
    }
    // An absolute or broken target has no path of ours either way.
    const target = /^\/(?!\/)/.test(req.url ?? '') ? req.url : '/'
    void serve(req, res, new URL(target ?? '/', 'http://sandbox'))
  })
  try {
    url = await listenHttp(server, port)
  } catch (error) {
    await smtpServer.close()
    throw error
  }

  return {
    url,
    smtp,
    credentials: credentialsOf(account),
    controlToken,
    close: async () => {
      courier.cancel()
      timers.clear()
      poster.close()
      await Promise.all([closeHttp(server), smtpServer.close()])
    }
  }
}
