import { type Database, type Binding } from '../../platform/database/database'

/** For tests: a process that dies in the middle of its work. Nothing of the transaction under way is kept. */
export class DiedError extends Error {
  constructor() {
    super('The process has died.')
  }
}

/** `dies` is asked before every statement within a transaction, and before the commit. */
export const dyingDatabase = (db: Database, dies: () => boolean): Database =>
  new Proxy(db, {
    get(target, name) {
      if (name === 'transaction')
        return (work: (tx: Database) => Promise<unknown>) =>
          target.transaction(async tx => {
            const result = await work(mortal(tx, dies))
            if (dies()) throw new DiedError()
            return result
          })
      return bound(target, name)
    }
  })

const mortal = (tx: Database, dies: () => boolean): Database =>
  new Proxy(tx, {
    get(target, name) {
      if (name === 'change' || name === 'query' || name === 'first')
        return (sql: string, bindings?: readonly Binding[]) => {
          if (dies()) return Promise.reject(new DiedError())
          return target[name](sql, bindings)
        }
      return bound(target, name)
    }
  })

const bound = (target: Database, name: string | symbol): unknown => {
  const value: unknown = Reflect.get(target, name, target)
  return typeof value === 'function' ? (value.bind(target) as unknown) : value
}
