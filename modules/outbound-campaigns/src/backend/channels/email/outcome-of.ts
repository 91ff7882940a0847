import type { Outcome, Reason } from '../outcome'
import { plainText } from '../plain-text'
import type { MailError } from './errors'

/** From the tables' words to those that every channel and the outbox share. */
export const toOutcome = (error: MailError, said: string, retryAfterMs: number | null = null): Outcome => {
  const reason = reasonOf(error, said)
  switch (error.class.kind) {
    case 'refused':
      return { kind: 'refused', reason }
    case 'stop':
      return { kind: 'stop', reason }
    case 'throttled':
      return { kind: 'throttled', reason, retryAfterMs: retryAfterMs ?? error.class.restMs }
    case 'try_again':
      return { kind: 'try_again', reason, afterMs: retryAfterMs ?? error.class.restMs }
  }
}

/** The server's words behind ours. They often quote the address, which has no place in a reason. */
export const reasonOf = ({ code, says }: MailError, said: string): Reason => {
  const words = plainText(said.replace(/<?[^\s<>"'(),;:]+@[^\s<>"'(),;]+>?/g, '…'))
  return { code, detail: words ? `${says} (${words})` : says }
}
