import { z } from 'zod'

/**
 * A secret of the settings: given once, kept, and never shown. What is shown of it (`set`, `not_set`) may be given back:
 * `set` leaves it as it is, `not_set` takes it away.
 */
export const secretUrl = z.url({ protocol: /^https?$/ }).max(2000)

/** For a secret that says by itself what it may be. */
export const secretChange = <Secret extends z.ZodType>(secret: Secret) =>
  z.union([secret, z.literal('set'), z.literal('not_set')]).nullable()

export const shownSecretSchema = z.enum(['set', 'not_set'])

export const shownSecret = (secret: string | null): 'set' | 'not_set' => (secret === null ? 'not_set' : 'set')

/** What of a group of settings is to be kept, where some of them are secrets. */
export const withoutShown = <Given extends object>(given: Given): Kept<Given> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]: [string, unknown]) =>
      value === 'set' ? [] : [[name, value === 'not_set' ? null : value]]
    )
  ) as Kept<Given>

/** A text that says nothing but whether there is one is none. */
export type Kept<Given> = { [Name in keyof Given]?: Given[Name] }
