import type { Request } from 'express'
import { whoAnswered, type AnswerKind } from '../auto-reply/auto-reply'
import { factsOf } from '../tracking/visit'
import { burstsAmong } from '../verdict/bursts'
import { clientOf, type Client } from '../verdict/client'
import { judge, type Judged } from '../verdict/rules'

/** For tests: what the pure rules make of something, on whichever Node. */
export interface Conclusions {
  agents: Array<Judged & Client & { origin: string | null }>
  answers: AnswerKind[]
  bursts: Array<[number, string[]]>
}

export const conclusions = ({
  agents,
  answers,
  at
}: {
  agents: readonly string[]
  answers: readonly string[]
  at: number
}): Conclusions => ({
  agents: agents.map(userAgent => {
    const request = {
      method: 'GET',
      ip: '::ffff:203.0.114.7',
      headers: { 'user-agent': userAgent, 'cf-ipcountry': 'MX' }
    } as unknown as Request
    const { origin, country: _country, ...facts } = factsOf(request, 'secret')
    return { ...judge({ ...facts, type: 'clicked', sinceSent: 60_000 }), ...clientOf(userAgent), origin }
  }),
  answers: answers.map(text =>
    whoAnswered({ headers: {}, subject: text, text }, { at, zone: 'America/Mexico_City' })
  ),
  bursts: [
    ...burstsAmong(
      [0, 100, 200, 90_000].map((moment, id) => ({
        id,
        type: 'clicked' as const,
        messageId: 1,
        link: `https://example.com/${id}`,
        origin: null,
        at: at + moment,
        verdict: 'human' as const,
        signals: []
      }))
    )
  ].map(([id, signals]) => [id, [...signals]])
})
