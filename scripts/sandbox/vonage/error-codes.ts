/**
 * The error codes that a WhatsApp message can end with after it was accepted, and their texts. Where Vonage could not
 * reach the provider at all the status is `undeliverable`, else `rejected`.
 */
export const ERROR_TEXTS = {
  '1000': 'Throttled - The submission capacity of this account is exceeded',
  '1010': 'Missing params - Mandatory parameters are missing',
  '1020': 'Invalid params - The value of one or more parameters is invalid',
  '1022': 'Invalid template - Invalid template or template parameters',
  '1030': 'Internal error - The platform failed to process the message',
  '1040': 'Invalid message - The prefix of the number is not recognised',
  '1050': 'Number barred - The number may not receive messages',
  '1060': 'Partner account barred - The account may not submit messages',
  '1070': 'Partner quota exceeded - The credit of the account does not suffice',
  '1100': 'Communication failed - The message was not submitted',
  '1140': 'Facility not allowed - The account may not use this facility',
  '1160': 'Non white-listed destination - The number is not on the approved list',
  '1170': 'Invalid or missing msisdn - The number is invalid or missing',
  '1180': 'Absent subscriber temporary - The number is unavailable at the moment',
  '1210': 'Anti-spam rejection - The message was taken for spam',
  '1230': 'Network error - The network failed; it may work later',
  '1240': 'Illegal number - The recipient has opted out',
  '1241': 'Too many send requests - Too many requests to phone numbers',
  '1242': 'Too many send requests - Too many requests to this number',
  '1250': 'Unroutable - The chosen route is not available',
  '1251': 'Unroutable - The destination has no route',
  '1260': 'Destination unreachable - The number could not be reached',
  '1282': 'Message blocked by provider - The provider chose to block it',
  '1300': 'Not part of the provider network - The number has no WhatsApp',
  '1310': 'Not suitable device - The device cannot receive the message',
  '1320': 'Message already sent - The message was sent before',
  '1330': 'Unknown - The provider gave an unknown error',
  '1331': 'Provider error - The provider is not responding; try in a few minutes',
  '1340': 'Outside of the allowed window - More than 24 hours since the last reply',
  '1360': 'TTL expired - The message expired before it was delivered',
  '1380': 'Invalid resource - The URL of the media is not accessible',
  '1381': 'Resource size - The media is too large',
  '1382': 'Resource type - The media is of an invalid type',
  '1400': 'Unsupported channel - The channel is not supported',
  '1410': 'Invalid channel parameters - One or more are invalid',
  '1420': 'Invalid sender - The `from` is invalid for the channel',
  '1430': 'Invalid recipient - The `to` is invalid for the channel',
  '1431': 'Invalid recipient - The `to` cannot be used with this sender',
  '1440': 'Invalid message type - The type is not supported for the channel',
  '1450': 'Invalid client reference - It may have up to 100 characters',
  '1451': 'Invalid context - The message referred to is no longer available',
  '1460': 'Daily message limit exceeded',
  '1461': 'Auto-limiting of messages by provider - The person got too many marketing messages',
  '1470': 'Fraud Defender traffic rule - The prefix is blocked',
  '1472': 'Fraud Defender burst protection - The traffic limit is reached',
  '1473': 'Fraud Defender - Artificially inflated traffic',
  '1474': 'Fraud Defender - Rejected by a rule',
  '1475': 'Fraud Defender - Rejected by a rule',
  '1476': 'Fraud Defender - Rejected by a rule',
  '1480': 'Regulation - The entity is wrong or missing',
  '1481': 'Regulation - The header is wrong or missing',
  '1482': 'Regulation - The content is wrong or missing',
  '1483': 'Regulation - No consent',
  '1484': 'Regulation - Unexpected error',
  '1490': 'Rejected - Not allowed for this account'
} as const

export type ErrorCode = keyof typeof ERROR_TEXTS

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_TEXTS, code)

const OUTAGES: readonly ErrorCode[] = ['1100', '1230', '1331']

export const endsAs = (code: ErrorCode) => (OUTAGES.includes(code) ? 'undeliverable' : 'rejected')
