/** The synchronous errors of the Messages API, in its shapes. Their numbers are not those of the statuses. */
import type { InvalidParameter, Problem } from '../http/problems'

const docs = 'https://developer.vonage.com/api-errors'

export type InvalidPart = 'channel' | 'sender' | 'recipient' | 'message_type' | 'params' | 'client_ref'

const INVALID: Record<InvalidPart, { number: number; title: string; detail: string }> = {
  channel: { number: 1100, title: 'Unsupported channel', detail: 'The specified channel is not supported.' },
  sender: {
    number: 1120,
    title: 'Invalid sender',
    detail: 'The `from` parameter is invalid for the given channel.'
  },
  recipient: {
    number: 1130,
    title: 'Invalid recipient',
    detail: 'The `to` parameter is invalid for the given channel.'
  },
  message_type: {
    number: 1140,
    title: 'Invalid message type',
    detail: 'The `message_type` parameter is invalid for the given channel.'
  },
  params: {
    number: 1150,
    title: 'Invalid params',
    detail: 'The value of one or more parameters is invalid.'
  },
  client_ref: {
    number: 1060,
    title: 'Invalid client reference',
    detail: 'The client reference can be a string of up to 100 characters.'
  }
}

export const invalidMessage = (part: InvalidPart, invalid_parameters: InvalidParameter[]): Problem => {
  const { number, title, detail } = INVALID[part]
  return { status: 422, type: `${docs}/messages#${number}`, title, detail, invalid_parameters }
}

export const invalidJson = (detail: string): Problem => ({
  status: 422,
  type: `${docs}#invalid-json`,
  title: 'The request body did not contain valid JSON',
  detail
})

// The missing letter is Vonage's.
export const unauthorized: Problem = {
  status: 401,
  type: `${docs}/#unathorized`,
  title: 'You did not provide correct credentials.',
  detail: "Check that you're using the correct credentials, and that your account has this feature enabled"
}

export const lowBalance: Problem = {
  status: 402,
  type: `${docs}/#low-balance`,
  title: 'Low balance',
  detail: 'This request could not be performed due to your account balance being low.'
}

export const throttled: Problem = {
  status: 429,
  type: `${docs}/messages#1000`,
  title: 'Rate Limit Hit',
  detail: 'Please wait, then retry your request'
}

export const internalError: Problem = {
  status: 500,
  type: `${docs}/messages#1000`,
  title: 'Internal error',
  detail: 'There was an error processing your request in the Platform.'
}

export const tooLarge: Problem = {
  status: 413,
  type: 'about:blank',
  title: 'Payload too large',
  detail: 'The body may have 1 MB.'
}

export const throttledHeaders = (retryAfterS: number, limit: number) => ({
  'retry-after': String(retryAfterS),
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(retryAfterS)
})
