/** The sandboxes' control routes through the Studio, with the session's cookie. Nothing is thrown. */
import { rootPath } from '../runtime'

export type Trouble = { kind: 'unreachable' } | { kind: 'signed_out' } | { kind: 'refused'; detail: string }
export type Answer<T> = { kind: 'value'; value: T } | { kind: 'trouble'; trouble: Trouble }

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const troubleOf = (status: number, body: unknown): Trouble => {
  if (status === 401) return { kind: 'signed_out' }
  const detail = isRecord(body) && typeof body.detail === 'string' ? body.detail : `HTTP ${status}`
  return { kind: 'refused', detail }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ask = async <T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  isOurs: (body: unknown) => body is T,
  body?: unknown
): Promise<Answer<T>> => {
  try {
    const answer = await fetch(`${rootPath}/sandbox${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body)
      })
    })
    const read = readJson(await answer.text())
    if (answer.ok && isOurs(read)) return { kind: 'value', value: read }
    return { kind: 'trouble', trouble: troubleOf(answer.status, read) }
  } catch {
    return { kind: 'trouble', trouble: { kind: 'unreachable' } }
  }
}

export interface Rendered {
  header?: { type: 'text'; text: string } | { type: 'image'; url: string }
  body: string
  footer?: string
  buttons: Array<{ type: 'quick_reply' | 'url' | 'copy_code'; text: string; payload?: string; url?: string }>
}

export interface SandboxMessage {
  message_uuid: string
  received_at: string
  accepted: boolean
  to: string
  text: string
  rendered: Rendered
  problem: { code: string; reason: string } | null
  outcome: { answer: string }
  statuses: Array<{ status: string; error_code?: string }>
  body: unknown
}

const isMessages = (body: unknown): body is { messages: SandboxMessage[]; next_cursor: string | null } =>
  isRecord(body) && Array.isArray(body.messages)

/** The newest first. `to`: of one phone. */
export const getMessages = (limit: number, to = '') =>
  ask('GET', `/vonage/messages?limit=${limit}${to ? `&to=${encodeURIComponent(to)}` : ''}`, isMessages)

export type Saying =
  { text: string } | { button: { payload: string; text: string } } | { reply: { id: string; title: string } }

interface Heard {
  message_uuid: string
  answer: { kind: string; status?: number }
}

const isHeard = (body: unknown): body is Heard =>
  isRecord(body) && typeof body.message_uuid === 'string' && isRecord(body.answer)

export const say = (from: string, saying: Saying, answering?: string) =>
  ask('POST', '/vonage/inbound', isHeard, {
    from,
    ...saying,
    ...(answering !== undefined && { context_message_uuid: answering })
  })

export interface MailInList {
  id: string
  received_at: string
  answer: 'accepted' | 'dropped' | 'refused'
  subject: string
  from: string
  to: string[]
}

export interface WholeMail extends MailInList {
  text: string | null
  html: string | null
  raw: string
}

const isMails = (body: unknown): body is { mails: MailInList[]; next_cursor: string | null } =>
  isRecord(body) && Array.isArray(body.mails)

const isWholeMail = (body: unknown): body is WholeMail =>
  isRecord(body) && typeof body.id === 'string' && typeof body.raw === 'string'

export const getMails = (limit: number, subject: string) =>
  ask('GET', `/mail?limit=${limit}${subject ? `&subject=${encodeURIComponent(subject)}` : ''}`, isMails)

export const getMail = (id: string) => ask('GET', `/mail/${encodeURIComponent(id)}`, isWholeMail)

const isAnything = (_body: unknown): _body is unknown => true

export const answerMail = (id: string, text: string, automatic: boolean) =>
  ask('POST', '/mail/reply', isAnything, { mail_id: id, text, auto_submitted: automatic })

export interface HookCall {
  id: string
  name: string
  received_at: string
  headers: Record<string, unknown>
  body: string
  answered: number
}

const isCalls = (body: unknown): body is { calls: HookCall[]; next_cursor: string | null } =>
  isRecord(body) && Array.isArray(body.calls)

export const getCalls = (limit: number) => ask('GET', `/hooks?limit=${limit}`, isCalls)

export const forget = (what: 'vonage/messages' | 'mail' | 'hooks') => ask('DELETE', `/${what}`, isAnything)

export interface ClockState {
  now: string
  offset_ms: number
}

const isClock = (body: unknown): body is ClockState =>
  isRecord(body) && typeof body.now === 'string' && typeof body.offset_ms === 'number'

export const getClock = () => ask('GET', '/clock', isClock)
export const moveClock = (order: { advance: string } | { reset: true }) =>
  ask('POST', '/clock', isClock, order)
