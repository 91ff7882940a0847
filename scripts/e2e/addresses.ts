/** Where the panel stands, and what it asks. */

/** Without a language: the browser's own. */
export const PANEL = '/studio/demo/modules/outbound-campaigns'

/** `hash`: the panel's own address, such as `#/leads/12`; without one its first screen. */
export const panelAt = (hash = '', language = 'en', bot = 'demo'): string =>
  `/studio/${bot}/modules/outbound-campaigns?lang=${language}${hash}`

/** For `page.route`: what the panel asks of the module, for whichever bot. */
export const requestsOf = (path: string): string => `**/mod/outbound-campaigns${path}`
