/**
 * A request that can be called off while it is under way. What axios takes for it has changed: the Studio's own is from
 * before `signal`, later ones subscribe where older ones waited for a promise. So this answers to all of them.
 */
export interface CancelToken {
  promise: Promise<Error>
  throwIfRequested(): void
  subscribe(listener: (reason: Error) => void): void
  unsubscribe(listener: (reason: Error) => void): void
}

export interface Cancelling {
  token: CancelToken
  cancel(): void
  isCancelled(): boolean
}

export const createCancelling = (): Cancelling => {
  let reason: Error | null = null
  const listeners = new Set<(reason: Error) => void>()
  const subscribe = (listener: (reason: Error) => void): void => {
    if (reason === null) listeners.add(listener)
    else listener(reason)
  }
  return {
    token: {
      promise: new Promise(resolve => listeners.add(resolve)),
      throwIfRequested: () => {
        if (reason !== null) throw reason
      },
      subscribe,
      unsubscribe: listener => void listeners.delete(listener)
    },
    cancel: () => {
      if (reason !== null) return
      const given = new Error('Called off.')
      reason = given
      listeners.forEach(listener => listener(given))
      listeners.clear()
    },
    isCancelled: () => reason !== null
  }
}
