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
  not_built: 'channels.reason.not_built'
}

/** Codes whose detail names what a person has to look for: which field is missing, where reading stopped. */
const TELLING_DETAILS = new Set(['incomplete_credentials', 'bad_private_key', 'bad_configuration'])

export const reasonText = ({ code, detail }: Reason): { text: string; detail: string | null } => {
  const key = TEXTS[code]
  if (key === undefined) return { text: detail || code, detail: null }
  return { text: t(key), detail: TELLING_DETAILS.has(code) && detail ? detail : null }
}
