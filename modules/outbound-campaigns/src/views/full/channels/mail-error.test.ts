import { EMAIL_ERROR_CODES } from '../../../backend/channels/email/errors'
import { WEBHOOK_ERROR_CODES } from '../../../backend/channels/email/webhook/errors'
import en from '../../../translations/en.json'

test('every end that a mail can have is told in words, and nothing else', () => {
  const known = new Set([...EMAIL_ERROR_CODES, ...WEBHOOK_ERROR_CODES])
  expect(Object.keys(en.channels.mail).sort()).toEqual(Array.from(known).sort())
})
