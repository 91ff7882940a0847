/** A failure in the user's words. What the server itself says is not in the user's language: it is small print beside. */
import type { Failure } from '../../api/answer'
import { t, type TextKey } from '../../text'

const STATUSES: Partial<Record<number, TextKey>> = {
  404: 'failure.status.404',
  409: 'failure.status.409',
  413: 'failure.status.413',
  422: 'failure.status.422',
  429: 'failure.status.429',
  503: 'failure.status.503'
}

export const failureTitle = (failure: Failure): string => t(`failure.${failure.kind}.title` as const)

export const failureText = (failure: Failure): string => {
  if (failure.kind !== 'refused') return t(`failure.${failure.kind}.text` as const)
  const known = STATUSES[failure.status]
  return known === undefined ? t('failure.refused.text', { status: failure.status }) : t(known)
}

export const failureDetail = (failure: Failure): string | null =>
  failure.kind === 'refused' && failure.detail !== '' ? failure.detail : null
