import { toIso } from '../../platform/database/values'
import { displayPhone, type MxPrefix } from '../../platform/phone/address'
import type { OptOut } from './schema'
import type { StoredOptOut } from './store'

export const shownOptOut =
  (mxPrefix: MxPrefix) =>
  ({ person, channel, source, evidence, at }: StoredOptOut): OptOut => ({
    email: isPhone(person) ? null : person,
    phone_number: isPhone(person) ? displayPhone(person, mxPrefix) : null,
    channel,
    source,
    evidence,
    at: toIso(at)
  })

const isPhone = (person: string): boolean => person.startsWith('+')
