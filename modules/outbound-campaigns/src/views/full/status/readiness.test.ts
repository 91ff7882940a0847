import { readinessOf } from './readiness'

const whatsapp = { name: 'whatsapp', ready: true, sandbox: false, reason: null }
const email = { name: 'email', ready: false, sandbox: false, reason: { code: 'not_built', detail: '' } }
const scheduler = { running: true, last_tick_at: null, lag_ms: 0 }
const fine = { problem: null, channels: [email, whatsapp], scheduler }
const reason = { code: 'no_credentials', detail: '' }

test.each([
  ['WhatsApp alone decides', fine, { kind: 'ready', sandbox: false }],
  [
    'the sandbox is said',
    { ...fine, channels: [{ ...whatsapp, sandbox: true }] },
    { kind: 'ready', sandbox: true }
  ],
  [
    'a broken start comes before all',
    { ...fine, problem: 'x', channels: [] },
    { kind: 'broken', problem: 'x' }
  ],
  [
    'a channel that is not ready says why',
    { ...fine, channels: [{ ...whatsapp, ready: false, reason }] },
    { kind: 'no_channel', reason }
  ],
  ['no such channel', { ...fine, channels: [email] }, { kind: 'no_channel', reason: null }],
  ['nothing works it off', { ...fine, scheduler: { ...scheduler, running: false } }, { kind: 'stopped' }]
])('%s', (_name, status, readiness) => expect(readinessOf(status)).toEqual(readiness))
