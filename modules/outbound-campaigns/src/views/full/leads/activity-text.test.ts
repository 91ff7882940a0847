import { activityText } from './activity-text'

jest.mock('botpress/shared', () => ({ lang: { tr: (key: string) => key } }), { virtual: true })

test.each([
  ['opened', 'email', 'opened'],
  ['opened', 'whatsapp', 'read'],
  ['replied', 'whatsapp', 'replied'],
  ['meeting_booked', null, 'meeting_booked']
] as const)('%s on %s is told as %s', (type, channel, text) =>
  expect(activityText({ type, channel })).toMatch(new RegExp(`leads\\.activity\\.${text}$`))
)
