/** What the entry uses of observability. */
export { CATALOGUE } from './catalogue'
export { Counted } from './counted'
export { metricsTextRoute } from './routes'
export { Standings } from './standings'
