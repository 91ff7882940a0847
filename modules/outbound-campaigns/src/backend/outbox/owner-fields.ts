import type { Fields } from '../platform/log/events'
import type { Owner } from './message'

/** Whose messages these are, for a line of the log. A sequence has a lane for each channel. */
export const ownerFields = ({ type, id }: Owner): Fields =>
  type === 'campaign' ? { campaign: id } : type.startsWith('sequence') ? { sequence: id } : { single: id }
