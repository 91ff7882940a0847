import { actionsFor } from './actions'

const counts = {
  total: 10,
  pending: 10,
  sending: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  skipped: 0,
  unconfirmed: 0,
  cancelled: 0
}
const nobody = { ...counts, total: 0, pending: 0 }
const at = '2026-10-05T12:00:00Z'

test.each([
  ['draft', nobody, null, ['edit', 'clone', 'delete']],
  ['draft', counts, null, ['review', 'clone', 'delete']],
  ['scheduled', counts, null, ['edit', 'pause', 'cancel', 'clone']],
  ['running', counts, at, ['pause', 'cancel', 'clone']],
  ['paused', counts, at, ['resume', 'cancel', 'clone']],
  ['paused', counts, null, ['resume', 'edit', 'cancel', 'clone']],
  ['failed', counts, at, ['resume', 'clone', 'delete']],
  ['failed', nobody, at, ['clone', 'delete']],
  ['completed', nobody, at, ['clone', 'delete']],
  ['cancelled', nobody, at, ['clone', 'delete']]
] as const)('%s, with %j, begun %s', (status, counts, started_at, actions) => {
  expect(actionsFor({ status, counts, started_at })).toEqual(actions)
})
