/** Who may do what. Three callers: an administrator, somebody who only reads, and the server's own modules. */
export type Role = 'admin' | 'read'

export interface TokenUser {
  email: string
  strategy: string
  isSuperAdmin: boolean
}

export const WORKSPACE = 'default'

const STRATEGY = 'default'
const READER = 'reader@local.studio'

export const userOf = (role: Role): TokenUser =>
  role === 'admin'
    ? { email: 'admin@local.studio', strategy: STRATEGY, isSuperAdmin: true }
    : { email: READER, strategy: STRATEGY, isSuperAdmin: false }

/** What `getAxiosConfigForBot` speaks as: no administrator, and yet allowed everything, as in Botpress. */
export const SERVER: TokenUser = { email: 'server::modules', strategy: STRATEGY, isSuperAdmin: false }

/** Every resource is the same to these roles: the reader has `read` on all and `write` on none. */
export const may = (user: TokenUser, operation: string): boolean =>
  user.isSuperAdmin || user.email === SERVER.email || (user.email === READER && operation === 'read')
