/** Opt-outs in the user's words. */
import type { OptOut } from '../../api/suppressions'
import { t } from '../../text'
import { channelName } from '../channels/name'
import { SOURCES } from './names'

export const channelText = (channel: string): string =>
  channel === 'all' ? t('suppressions.everything') : channelName(channel)

/** A source that is new is told as the API names it. */
export const sourceText = (source: string): string => {
  const known = SOURCES.find(one => one === source)
  return known === undefined ? source : t(`suppressions.source.${known}` as const)
}

export const addressOf = ({ email, phone_number }: Pick<OptOut, 'email' | 'phone_number'>): string =>
  email ?? phone_number ?? ''
