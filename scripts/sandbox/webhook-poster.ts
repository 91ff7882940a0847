/**
 * Posts webhooks over kept-alive connections, only so many at a time: ten thousand messages are thirty thousand
 * statuses, and without a bound each would be a connection of its own.
 */
import http from 'http'
import https from 'https'

export type Answer = { kind: 'answered'; status: number; body: string } | { kind: 'failed'; reason: string }

interface Job {
  url: string
  body: string
  /** Made when it is sent, not when it is queued: a signature has a time in it. */
  authorization: () => string | undefined
  done: (answer: Answer) => void
}

interface Limits {
  webhook_concurrency: number
  webhook_timeout_ms: number
}

const REMEMBERED = 2000

export class WebhookPoster {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true })
  }
  /** Taken from the front by index: `shift` on a long array moves all that is behind. */
  private queue: Job[] = []
  private first = 0
  private readonly running = new Set<http.ClientRequest>()
  private closed = false

  constructor(private readonly limits: () => Limits) {}

  /** Tries once; never rejects. */
  post(url: string, body: string, authorization: Job['authorization']): Promise<Answer> {
    return new Promise(done => {
      if (this.closed) return done({ kind: 'failed', reason: 'the sandbox has stopped' })
      this.queue.push({ url, body, authorization, done })
      this.startMore()
    })
  }

  get waiting() {
    return this.queue.length - this.first + this.running.size
  }

  private startMore() {
    while (this.running.size < this.limits().webhook_concurrency) {
      const job = this.queue[this.first]
      if (!job) return
      this.first++
      if (this.first > 1000 && this.first * 2 > this.queue.length) {
        this.queue = this.queue.slice(this.first)
        this.first = 0
      }
      this.start(job)
    }
  }

  private start({ url, body, authorization, done }: Job) {
    const target = new URL(url)
    const secure = target.protocol === 'https:'
    const token = authorization()
    const request = (secure ? https : http).request(target, {
      method: 'POST',
      agent: this.agents[secure ? 'https:' : 'http:'],
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'vonage-sandbox',
        ...(token && { authorization: token })
      }
    })
    this.running.add(request)
    let settled = false
    const settle = (answer: Answer) => {
      if (settled) return
      settled = true
      clearTimeout(deadline)
      this.running.delete(request)
      done(answer)
      if (!this.closed) this.startMore()
    }
    const fail = (reason: string) => {
      settle({ kind: 'failed', reason })
      request.destroy()
    }
    const { webhook_timeout_ms: timeout } = this.limits()
    const deadline = setTimeout(() => fail(`no answer within ${timeout} ms`), timeout)
    request.on('error', error => fail(error.message))
    request.on('close', () => fail('the connection was closed'))
    request.on('response', response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        if (text.length < REMEMBERED) text = (text + chunk).slice(0, REMEMBERED)
      })
      response.on('end', () => settle({ kind: 'answered', status: response.statusCode ?? 0, body: text }))
      response.on('error', error => fail(error.message))
    })
    request.end(body)
  }

  close() {
    this.closed = true
    for (const { done } of this.queue.splice(this.first))
      done({ kind: 'failed', reason: 'the sandbox has stopped' })
    for (const request of this.running) request.destroy()
    for (const agent of Object.values(this.agents)) agent.destroy()
  }
}
