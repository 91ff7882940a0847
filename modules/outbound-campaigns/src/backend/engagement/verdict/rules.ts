import type { Verdict } from '../events/event'
import { APPLE_PRIVACY_AGENT, IMAGE_PROXIES, nameOf, ROBOTS, SCANNERS } from './agents'
import { clientOf } from './client'

/** What one request for a pixel or a link tells. */
export interface Visit {
  type: 'opened' | 'clicked'
  method: 'GET' | 'HEAD'
  /** Empty: it had none. */
  userAgent: string
  /** What a browser says when it loads something that nobody asked for yet. */
  purpose: string | null
  /** Whose network it came from, where that says something. */
  network: 'apple' | null
  /** Milliseconds since the mail was sent; null: nobody knows. */
  sinceSent: number | null
}

export interface Judged {
  verdict: Verdict
  /** The signals of all rules that hold. */
  signals: string[]
}

interface Rule {
  signal: string
  verdict: Verdict
  why: string
  holds(visit: Visit): boolean
}

/** Nobody has read a mail that is still on its way. */
const IMPOSSIBLE_MS = 2_000
/**
 * Most scanners open a mail within ten seconds; so does somebody whose telephone lies before them. Their clicks come
 * later (of 836 bursts one in two hundred began within ten seconds), and are found by bursts.ts.
 */
const EARLY_MS = 10_000

/**
 * The table by which a single request is judged. The strongest word counts: machine before unknown before human; a
 * request of which no rule says anything is a person's. What only several requests together tell is in bursts.ts.
 */
export const RULES: readonly Rule[] = [
  {
    signal: 'head_request',
    verdict: 'machine',
    why: 'Browsers and mail programs never ask for the head alone.',
    holds: ({ method }) => method === 'HEAD'
  },
  {
    signal: 'prefetch',
    verdict: 'machine',
    why: 'It says itself that it loads in advance what nobody asked for yet.',
    holds: ({ purpose }) => purpose !== null && /prefetch|preview|prerender|instant/i.test(purpose)
  },
  {
    signal: 'scanner',
    verdict: 'machine',
    why: 'It calls itself a security gateway or link checker.',
    holds: ({ userAgent }) => nameOf(SCANNERS, userAgent) !== null
  },
  {
    signal: 'robot',
    verdict: 'machine',
    why: 'It calls itself a crawler, a link preview, a headless browser or an HTTP library.',
    holds: ({ userAgent }) => nameOf(IMAGE_PROXIES, userAgent) === null && nameOf(ROBOTS, userAgent) !== null
  },
  {
    signal: 'no_user_agent',
    verdict: 'machine',
    why: 'Every browser and mail program says what it is.',
    holds: ({ userAgent }) => userAgent.trim() === ''
  },
  {
    signal: 'apple_privacy',
    verdict: 'machine',
    why: "Apple's Mail Privacy Protection loads the images of every mail, read or not. It says exactly Mozilla/5.0.",
    holds: ({ userAgent }) => userAgent.trim() === APPLE_PRIVACY_AGENT
  },
  {
    signal: 'apple_network',
    verdict: 'machine',
    why: "Images that are loaded from Apple's own servers; people's devices are not there.",
    holds: ({ type, network }) => type === 'opened' && network === 'apple'
  },
  {
    signal: 'impossible',
    verdict: 'machine',
    why: 'The mail was not two seconds old.',
    holds: ({ sinceSent }) => sinceSent !== null && sinceSent < IMPOSSIBLE_MS
  },
  {
    signal: 'early',
    verdict: 'unknown',
    why: 'The mail was not ten seconds old: mostly scanners, but it can be a person.',
    holds: ({ sinceSent }) => sinceSent !== null && sinceSent >= IMPOSSIBLE_MS && sinceSent < EARLY_MS
  },
  {
    signal: 'unknown_client',
    verdict: 'unknown',
    why: 'It calls itself something that is neither a browser nor a mail program that is known.',
    holds: ({ userAgent }) =>
      userAgent.trim() !== '' &&
      userAgent.trim() !== APPLE_PRIVACY_AGENT &&
      nameOf(IMAGE_PROXIES, userAgent) === null &&
      clientOf(userAgent).client === null
  },
  {
    signal: 'image_proxy',
    verdict: 'human',
    why: 'Gmail and Yahoo load images through a proxy of theirs, but only when somebody opens the mail.',
    holds: ({ type, userAgent }) => type === 'opened' && nameOf(IMAGE_PROXIES, userAgent) !== null
  },
  {
    signal: 'proxy_click',
    verdict: 'machine',
    why: 'Image proxies load images. One that follows a link is checking it.',
    holds: ({ type, userAgent }) => type === 'clicked' && nameOf(IMAGE_PROXIES, userAgent) !== null
  }
]

const STRENGTH: readonly Verdict[] = ['human', 'unknown', 'machine']

export const judge = (visit: Visit): Judged => {
  const holding = RULES.filter(({ holds }) => holds(visit))
  const strongest = Math.max(0, ...holding.map(({ verdict }) => STRENGTH.indexOf(verdict)))
  return { verdict: STRENGTH[strongest] ?? 'human', signals: holding.map(({ signal }) => signal) }
}
