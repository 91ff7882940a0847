/** Why a channel can't send, in the user's words: by the reason's code, or as the server put it where the code is new. */
import type { Status } from '../../api/status'
import { t, type TextKey } from '../../text'

type Reason = NonNullable<Status['channels'][number]['reason']>

const TEXTS: Partial<Record<string, TextKey>> = {
  no_bot: 'channels.reason.no_bot',
  no_credentials: 'channels.reason.no_credentials',
  incomplete_credentials: 'channels.reason.incomplete_credentials',
  channel_disabled: 'channels.reason.channel_disabled',
  no_sender: 'channels.reason.no_sender',
  bad_private_key: 'channels.reason.bad_private_key',
  bad_configuration: 'channels.reason.bad_configuration',
  not_built: 'channels.reason.not_built',
  email_not_set_up: 'channels.reason.email_not_set_up',
  no_email_from: 'channels.reason.no_email_from',
  bad_email_address: 'channels.reason.bad_email_address',
  bad_smtp: 'channels.reason.bad_smtp',
  bad_ses: 'channels.reason.bad_ses',
  bad_dkim: 'channels.reason.bad_dkim',
  bad_email_webhook: 'channels.reason.bad_email_webhook'
}

/** Codes whose detail names what a person has to look for: which field is missing, where reading stopped. */
const TELLING_DETAILS = new Set([
  ...['incomplete_credentials', 'bad_private_key', 'bad_configuration'],
  ...['bad_email_address', 'bad_smtp', 'bad_ses', 'bad_dkim', 'bad_email_webhook']
])

export const reasonText = ({ code, detail }: Reason): { text: string; detail: string | null } => {
  const key = TEXTS[code]
  if (key === undefined) return { text: detail || code, detail: null }
  return { text: t(key), detail: TELLING_DETAILS.has(code) && detail ? detail : null }
}
