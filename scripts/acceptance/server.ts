/** How the tests speak to a server, whoever started it: to the module's API of a bot, and to the sandboxes. */
import { call, type Call } from './client'

export interface Address {
  url: string
  /** A bot that is there. */
  bot: string
  tokens: { admin: string; reader: string }
  sandbox: { url: string; token: string }
}

export interface Server {
  address(): Address
  /** Calls an address of the module (`/status`), as an administrator of `bot` unless said. */
  api<Body = unknown>(address: string, options?: Call & { bot?: string }): ReturnType<typeof call<Body>>
  /** Calls an address of the sandboxes (`/vonage/messages`). */
  sandbox<Body = unknown>(address: string, options?: Call): ReturnType<typeof call<Body>>
}

/** `token: undefined` in the options means without any; left out it means the administrator's. */
export const serverAt = (address: () => Address): Server => ({
  address,
  api: (at, { bot = address().bot, ...options } = {}) =>
    call(`${address().url}/api/v1/bots/${bot}/mod/outbound-campaigns${at}`, {
      token: address().tokens.admin,
      ...options
    }),
  sandbox: (at, options = {}) =>
    call(`${address().sandbox.url}/sandbox${at}`, { token: address().sandbox.token, ...options })
})
