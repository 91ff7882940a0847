/** What the entry uses of observability. */
export { CATALOGUE } from './catalogue'
export { attemptsLogged } from './attempts-logged'
export { deedsLogged, noticesLogged } from './deeds'
export { Counted } from './counted'
export { metricsTextRoute } from './routes'
export { Standings } from './standings'
