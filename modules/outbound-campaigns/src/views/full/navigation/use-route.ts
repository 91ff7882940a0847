/**
 * Where the panel is, read from the address and written to it. Replacing an address tells nobody by itself, so the panel
 * is told here.
 */
import { useEffect, useState } from 'react'
import { hashOf, parseRoute, type Route } from './routes'

const REPLACED = 'outbound-campaigns.route-replaced'

/** The whole address: a bare `#/…` would be read against the Studio's base, which is another page. */
export const hrefOf = (route: Route): string =>
  `${window.location.pathname}${window.location.search}${hashOf(route)}`

export const go = (route: Route): void => {
  window.location.hash = hashOf(route)
}

/** Like `go`, but the back button does not lead to where we are now. */
export const goInstead = (route: Route): void => {
  if (window.location.hash === hashOf(route)) return
  window.history.replaceState(window.history.state, '', hrefOf(route))
  window.dispatchEvent(new Event(REPLACED))
}

export const useRoute = (): Route => {
  const [hash, setHash] = useState(window.location.hash)
  useEffect(() => {
    const read = (): void => setHash(window.location.hash)
    window.addEventListener('hashchange', read)
    window.addEventListener(REPLACED, read)
    read()
    return () => {
      window.removeEventListener('hashchange', read)
      window.removeEventListener(REPLACED, read)
    }
  }, [])
  return parseRoute(hash)
}
