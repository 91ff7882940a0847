/** `auth` of `botpress/shared`, as far as a view may ask: the token that its requests carry, and whether it still holds. */
const REFRESH_BEFORE_S = 5 * 60

export const TOKEN_KEY = 'bp/token'

interface StoredToken {
  token: string
  expiresAt: number
}

const expiry = (token: string): number => {
  const [, payload] = token.split('.')
  if (payload === undefined) return Infinity
  try {
    const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined
    return typeof exp === 'number' ? exp : Infinity
  } catch {
    return Infinity
  }
}

export const createAuth = (firstToken: string) => {
  let stored: StoredToken = { token: firstToken, expiresAt: expiry(firstToken) }
  const secondsLeft = (): number => stored.expiresAt - Date.now() / 1000

  function getToken(onlyToken?: true): string
  function getToken(onlyToken: false): StoredToken
  function getToken(onlyToken = true): string | StoredToken {
    return onlyToken ? stored.token : { ...stored }
  }

  return {
    getToken,
    setToken: ({ jwt }: { jwt: string }): void => {
      stored = { token: jwt, expiresAt: expiry(jwt) }
    },
    isTokenValid: (): boolean => secondsLeft() > 0,
    tokenNeedsRefresh: (): boolean => secondsLeft() < REFRESH_BEFORE_S
  }
}
