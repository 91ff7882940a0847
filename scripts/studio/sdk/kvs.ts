/** Botpress's key-value store: table `srv_kvs`, one row a bot and key, JSON values, paths into them, optional expiry. */
import { milliseconds } from '../duration'
import { isRecord } from '../problems'
import { type BotpressDatabase } from './database-helpers'

const TABLE = 'srv_kvs'
const GLOBAL = '__global__'

interface Row {
  botId: string
  key: string
  value: string
  expireOn: string | Date | null
}

export interface Kvs {
  get(key: string, path?: string): Promise<unknown>
  set(key: string, value: unknown, path?: string, expiry?: string): Promise<void>
  delete(key: string): Promise<void>
  exists(key: string): Promise<boolean>
}

export interface KeyValueStore {
  forBot(botId: string): Kvs
  global(): Kvs
}

export const createKvs = async (database: BotpressDatabase): Promise<KeyValueStore> => {
  await database.createTableIfNotExists(TABLE, table => {
    table.text('key').notNullable()
    table.string('botId').notNullable()
    table.text('value').notNullable()
    table.timestamp('expireOn').nullable()
    table.timestamp('modified_on')
    table.primary(['key', 'botId'])
  })

  const scoped = (botId: string): Kvs => {
    const remove = async (key: string) => {
      await database(TABLE).where({ botId, key }).del()
    }

    const get = async (key: string, path?: string): Promise<unknown> => {
      const row = await database<Row>(TABLE).where({ botId, key }).first()
      if (!row) return undefined
      if (row.expireOn && new Date(row.expireOn).getTime() < Date.now()) {
        await remove(key)
        return undefined
      }
      const value: unknown = JSON.parse(row.value)
      return path ? read(value, steps(path)) : value
    }

    const put = async (key: string, value: unknown, expireOn: string | null) => {
      await database.raw(
        `insert into ${TABLE} ("botId", key, value, "expireOn", modified_on)
         values (:botId, :key, :value, :expireOn, :now)
         on conflict (key, "botId") do update
           set value = excluded.value, "expireOn" = excluded."expireOn", modified_on = excluded.modified_on`,
        { botId, key, value: JSON.stringify(value ?? null), expireOn, now: database.date.now() }
      )
    }

    return {
      get,
      delete: remove,
      exists: async key => !!(await get(key)),
      set: async (key, value, path, expiry) => {
        const expireOn = expiry === undefined ? null : new Date(Date.now() + duration(expiry)).toISOString()
        if (!path) return put(key, value, expireOn)
        const whole = await get(key)
        return put(key, write(whole, steps(path), value), expireOn)
      }
    }
  }

  return { forBot: scoped, global: () => scoped(GLOBAL) }
}

const duration = (text: string): number => {
  const found = milliseconds(text)
  if (found === undefined) throw new Error(`"${text}" is not a duration such as '10m' or '1d'`)
  return found
}

const steps = (path: string) =>
  path
    .replace(/\[(\w+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)

const read = (value: unknown, [step, ...rest]: string[]): unknown => {
  if (step === undefined) return value
  if (Array.isArray(value)) return read(value[Number(step)], rest)
  return isRecord(value) && Object.prototype.hasOwnProperty.call(value, step)
    ? read(value[step], rest)
    : undefined
}

const write = (whole: unknown, [step, ...rest]: string[], value: unknown): unknown => {
  if (step === undefined) return value
  if (Array.isArray(whole)) {
    const copy: unknown[] = [...(whole as unknown[])]
    copy[Number(step)] = write(copy[Number(step)], rest, value)
    return copy
  }
  const owner = isRecord(whole) ? whole : {}
  return { ...owner, [step]: write(owner[step], rest, value) }
}
