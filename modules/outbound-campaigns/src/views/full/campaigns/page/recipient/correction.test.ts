import type { Recipient } from '../api'
import { correctionOf } from './correction'

const recipient: Recipient = {
  id: 7,
  phone_number: '5214422591631',
  status: 'failed',
  reason: null,
  attempts: 1,
  line: 2,
  values: { telefono: '442 259 1631', nombre: 'Ana', descuento: '' },
  phone_column: 'telefono',
  message_uuid: null,
  last_attempt_at: null,
  next_attempt_at: null,
  sent_at: null,
  delivered_at: null,
  read_at: null,
  replied_at: null,
  price: null,
  currency: null
}

test('nothing typed, or typed as it was, is nothing to save', () => {
  expect(correctionOf(recipient, { phone: null, values: {} })).toBeNull()
  expect(correctionOf(recipient, { phone: ' 5214422591631 ', values: { nombre: 'Ana' } })).toBeNull()
  expect(correctionOf(recipient, { phone: '  ', values: {} })).toBeNull()
})

test('only what differs is sent', () => {
  expect(
    correctionOf(recipient, { phone: '4422591632', values: { nombre: 'Ana', descuento: '5%' } })
  ).toEqual({
    phone_number: '4422591632',
    values: { descuento: '5%' }
  })
})

test('a value may be taken away', () => {
  expect(correctionOf(recipient, { phone: null, values: { nombre: '' } })).toEqual({ values: { nombre: '' } })
})
