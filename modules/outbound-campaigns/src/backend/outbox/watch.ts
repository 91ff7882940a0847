import type { Outcome, Owner } from './message'

/** An attempt that came back in this process. */
export interface Attempt {
  botId: string
  owner: Owner
  channel: string
  messageId: number
  /** Which attempt of this message, counted from 1. */
  n: number
  outcome: Outcome
}

/** Is told of every attempt, once, when it comes back: for figures and the log, never for decisions. */
export type Watch = (attempt: Attempt) => void

export const nobodyWatches: Watch = () => undefined
