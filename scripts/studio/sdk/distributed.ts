/** What the community edition offers: locks in this process's memory, and a broadcast that is the function itself. */
interface Lock {
  unlock(): Promise<void>
  extend(duration: number): Promise<void>
}

export interface Distributed {
  acquireLock(resource: string, duration: number): Promise<Lock | undefined>
  clearLock(resource: string): Promise<boolean>
  broadcast<A extends unknown[], R>(fn: (...args: A) => R): Promise<(...args: A) => R>
}

export const createDistributed = (now: () => number = Date.now): Distributed => {
  const held = new Map<string, { until: number }>()
  return {
    acquireLock: async (resource, duration) => {
      const current = held.get(resource)
      if (current && current.until > now()) return undefined
      const mine = { until: now() + duration }
      held.set(resource, mine)
      return {
        // Somebody else may hold it by now: only one's own lock is given back.
        unlock: async () => {
          if (held.get(resource) === mine) held.delete(resource)
        },
        extend: async more => {
          mine.until = now() + more
        }
      }
    },
    clearLock: async resource => held.delete(resource),
    broadcast: async fn => fn
  }
}
