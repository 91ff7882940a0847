import type { Request } from 'express'
import { callerAddress } from './caller-address'
import { Problem } from './problem'
import { RateLimit } from './rate-limit'

/** How often somebody may call an address: `burst` times at once, and `perSecond` in the long run. */
export interface CallLimit {
  perSecond: number
  burst: number
}

/** What anybody may call, where nothing else is said: a person's clicks, and a company's that share an address. */
export const PUBLIC_LIMIT: CallLimit = { perSecond: 20, burst: 300 }
/** Mails that many people open behind one proxy. */
export const TRACKING_LIMIT: CallLimit = { perSecond: 300, burst: 6_000 }
/** A provider that reports on a whole campaign; what is refused it sends again. */
export const WEBHOOK_LIMIT: CallLimit = { perSecond: 2_000, burst: 30_000 }
/** Files are large work for small calls. */
export const IMPORT_LIMIT: CallLimit = { perSecond: 2, burst: 120 }
/** Whoever puts people into sequences one by one, and not in bulk. */
export const ENROLMENT_LIMIT: CallLimit = { perSecond: 50, burst: 1_000 }

/** Passes, or throws what the caller is answered. `who` names the caller; left out: the address they call from. */
export const limiter = (limit: CallLimit): ((req: Request, who?: string) => void) => {
  const rates = new RateLimit({ ...limit, mostKeys: 20_000 })
  return (req, who) => {
    const wait = rates.take(who ?? callerAddress(req))
    if (wait === 0) return
    // What is not read would keep the connection busy: let it go by, so that the answer arrives.
    req.resume()
    throw new Problem(429, `Too many calls. Go on in ${wait} s.`, [], { 'Retry-After': String(wait) })
  }
}
