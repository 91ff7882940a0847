/**
 * `POST /v1/messages`. In the order in which the real one refuses: who are you, too fast, is it JSON, is it a message;
 * then the recipient's number decides what becomes of it.
 */
import { randomUUID } from 'crypto'
import type { IncomingMessage, ServerResponse } from 'http'
import type { Account } from '../credentials'
import { parseJson, readBody } from '../http/body'
import { sendJson, sendProblem, type Problem } from '../http/problems'
import type { Timers } from '../timers'
import type { Caller } from './auth'
import type { Behaviour } from './behaviour'
import { contentOf } from './content'
import type { Entry, Ledger } from './ledger'
import { checkMessage, type OutboundMessage } from './message'
import { outcomeFor, type Answer, type Course, type Outcome, type RefusedWith } from './outcomes'
import { Patience } from './patience'
import { Rate } from './rate'
import {
  internalError,
  invalidJson,
  invalidMessage,
  lowBalance,
  throttled,
  throttledHeaders,
  tooLarge,
  unauthorized
} from './refusals'
import type { StatusCourier } from './status-courier'
import { planStatuses } from './status-plan'

interface Parts {
  account: Account
  behaviour: () => Behaviour
  ledger: Ledger
  courier: StatusCourier
  timers: Timers
  whoIs: (authorization?: string) => Caller
}

const problemFor = (status: RefusedWith): Problem => {
  switch (status) {
    case 401:
      return unauthorized
    case 402:
      return lowBalance
    case 422:
      return invalidMessage('recipient', [{ name: 'to', reason: 'is not a valid recipient.' }])
    case 429:
      return throttled
    case 500:
      return internalError
  }
}

/** What a gateway in between says when it answers for the real one. */
const HTML = '<!doctype html><html><body><h1>Accepted</h1></body></html>'

export class MessagesEndpoint {
  private readonly rate = new Rate()
  private readonly patience = new Patience()

  constructor(private readonly parts: Parts) {}

  forget() {
    this.patience.clear()
  }

  async serve(req: IncomingMessage, res: ServerResponse) {
    const { ledger, timers } = this.parts
    const { latency_ms: latency, latency_jitter_ms: jitter } = this.parts.behaviour()
    const body = await readBody(req)
    if (body.kind === 'aborted') return
    ledger.countReceived()
    if (body.kind === 'too_large') return this.refuse(res, tooLarge)
    const answer = () => this.answer(req, res, body.bytes)
    if (latency || jitter) timers.after(latency + Math.random() * jitter, answer)
    else answer()
  }

  private refuse(res: ServerResponse, problem: Problem, headers = {}) {
    this.parts.ledger.countRefused(problem.status)
    sendProblem(res, problem, headers)
  }

  private answer(req: IncomingMessage, res: ServerResponse, bytes: Buffer) {
    const { behaviour, whoIs } = this.parts
    const caller = whoIs(req.headers.authorization)
    if (caller.kind === 'stranger') return this.refuse(res, unauthorized)

    const { rate_per_second: rate } = behaviour()
    const wait = rate === null ? 0 : this.rate.waitFor(rate)
    if (wait) return this.refuse(res, throttled, throttledHeaders(Math.ceil(wait / 1000), rate ?? 0))

    const json = parseJson(bytes)
    if (json.kind === 'broken') return this.refuse(res, invalidJson(json.why))
    const checked = checkMessage(json.value)
    if (checked.kind === 'invalid') return this.refuse(res, invalidMessage(checked.part, checked.invalid))
    this.decide(req, res, checked.message, caller.kind)
  }

  private decide(
    req: IncomingMessage,
    res: ServerResponse,
    message: OutboundMessage,
    sentWith: 'jwt' | 'basic'
  ) {
    const { account, behaviour } = this.parts
    const settings = behaviour()
    const content = contentOf(message, account.templateNamespace, settings.any_template)
    const rule = outcomeFor(message.to, settings)
    const answer = this.answerNow(rule.answer, message.to, settings)
    const course: Course = content.problem
      ? { kind: 'fails', times: 'always', ...content.problem }
      : this.courseNow(rule.course, message.to, settings, answer)
    const entry: Entry = {
      message_uuid: randomUUID(),
      received_at: new Date().toISOString(),
      sent_with: sentWith,
      accepted: answer.kind !== 'refused' && !('accepted' in answer && !answer.accepted),
      message,
      content,
      outcome: { rule: rule.rule, answer, course },
      statuses: []
    }
    this.parts.ledger.keep(entry)
    this.respond(req, res, entry)
  }

  /** A refusal that only comes so many times in a row. */
  private answerNow(answer: Answer, to: string, settings: Behaviour): Answer {
    if (answer.kind !== 'refused' || answer.times === 'always') return answer
    return this.patience.again(`${answer.status} ${to}`, settings[answer.times])
      ? answer
      : { kind: 'accepted' }
  }

  private courseNow(course: Course, to: string, settings: Behaviour, answer: Answer): Course {
    if (answer.kind === 'refused') return { kind: 'silence' }
    if (course.kind !== 'fails' || course.times === 'always') return course
    return this.patience.again(`${course.code} ${to}`, settings[course.times]) ? course : { kind: 'ordinary' }
  }

  private respond(req: IncomingMessage, res: ServerResponse, entry: Entry) {
    const { behaviour, courier } = this.parts
    const { answer, course }: Outcome = entry.outcome
    const settings = behaviour()
    const plan = entry.accepted ? planStatuses(course, entry.message.to, settings) : []
    if (answer.kind === 'accepted_after_status') {
      const [first, ...rest] = plan
      const accept = () => {
        this.accept(res, entry)
        courier.follow(entry, rest)
      }
      if (first) void courier.send(entry, first).then(accept)
      else accept()
      return
    }
    courier.follow(entry, plan)
    switch (answer.kind) {
      case 'accepted':
        return this.accept(res, entry)
      case 'refused':
        return this.refuse(
          res,
          problemFor(answer.status),
          answer.status === 429
            ? throttledHeaders(settings.retry_after_s, settings.rate_per_second ?? 30)
            : {}
        )
      case 'silent':
        return this.parts.ledger.countUnanswered()
      case 'reset':
        this.parts.ledger.countUnanswered()
        req.socket.resetAndDestroy()
        return
      case 'garbled':
        return this.garble(res, answer.how, entry)
    }
  }

  private accept(res: ServerResponse, { message_uuid }: Entry) {
    sendJson(res, 202, { message_uuid }, { 'x-request-id': message_uuid.replace(/-/g, '') })
  }

  private garble(res: ServerResponse, how: 'truncated' | 'empty' | 'html', { message_uuid }: Entry) {
    if (how === 'empty') return void res.writeHead(202, { 'content-length': 0 }).end()
    if (how === 'html') return void res.writeHead(202, { 'content-type': 'text/html' }).end(HTML)
    const whole = JSON.stringify({ message_uuid })
    res.writeHead(202, { 'content-type': 'application/json', 'content-length': whole.length })
    res.write(whole.slice(0, 20), () => res.destroy())
  }
}
