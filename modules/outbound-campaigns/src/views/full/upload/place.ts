/** Where the people of a file go, and which of its columns can be named by hand. */
import type { TextKey } from '../../text'

export type Into = 'campaign' | 'leads' | 'opt_outs'

export interface UploadPlace {
  /** In the API: uploads, earlier files and their refused rows are below it. */
  path: string
  into: Into
  /** What the server is told of every file. */
  params?: Readonly<Record<string, string>>
}

export const toCampaign = (id: number): UploadPlace => ({ path: `/campaigns/${id}`, into: 'campaign' })

export const TO_LEADS: UploadPlace = { path: '/leads', into: 'leads' }

/** Which column holds what, by the field's name in the API. */
export type Mapping = Readonly<Record<string, string>>

export const BY_THEIR_NAMES: Mapping = {}

export const FIELDS: Record<Into, ReadonlyArray<{ field: string; label: TextKey }>> = {
  campaign: [{ field: 'phone_number', label: 'people.phoneColumn' }],
  leads: [
    { field: 'email', label: 'leads.field.email' },
    { field: 'phone_number', label: 'leads.field.phone_number' },
    { field: 'ext_id', label: 'leads.field.ext_id' },
    { field: 'first_name', label: 'leads.field.first_name' },
    { field: 'last_name', label: 'leads.field.last_name' },
    { field: 'company', label: 'leads.field.company' },
    { field: 'icp', label: 'leads.field.icp' },
    { field: 'score', label: 'leads.field.score' },
    { field: 'priority', label: 'leads.field.priority' },
    { field: 'language', label: 'leads.field.language' },
    { field: 'timezone', label: 'leads.field.timezone' },
    { field: 'consent_source', label: 'leads.field.consent_source' },
    { field: 'consent_at', label: 'leads.field.consent_at' }
  ],
  opt_outs: [
    { field: 'email', label: 'leads.field.email' },
    { field: 'phone_number', label: 'leads.field.phone_number' },
    { field: 'channel', label: 'suppressions.column.channel' },
    { field: 'evidence', label: 'suppressions.column.evidence' },
    { field: 'at', label: 'suppressions.column.at' }
  ]
}

interface Words {
  part: TextKey
  whole: TextKey
  goOn: TextKey
  takeIn: TextKey
  taken: TextKey
  duplicate: TextKey
}

export const WORDS: Record<Into, Words> = {
  campaign: {
    part: 'people.calledOff.part',
    whole: 'people.calledOff.whole',
    goOn: 'people.calledOff.goOn',
    takeIn: 'people.takeIn',
    taken: 'people.taken',
    duplicate: 'people.error.duplicate'
  },
  leads: {
    part: 'leads.upload.part',
    whole: 'leads.upload.whole',
    goOn: 'people.calledOff.goOn',
    takeIn: 'leads.upload.takeIn',
    taken: 'leads.upload.taken',
    duplicate: 'leads.upload.duplicate'
  },
  opt_outs: {
    part: 'suppressions.upload.part',
    whole: 'suppressions.upload.whole',
    goOn: 'people.calledOff.goOn',
    takeIn: 'suppressions.upload.takeIn',
    taken: 'suppressions.upload.taken',
    duplicate: 'suppressions.upload.duplicate'
  }
}
