import { generateKeyPairSync } from 'crypto'
import type { VonageAccount } from '../account'
import type { Message } from '../message'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
})

export const accountAt = (apiUrl: string, changes: Partial<VonageAccount> = {}): VonageAccount => ({
  apiUrl,
  apiKey: 'abcd1234',
  apiSecret: 'top-secret-of-vonage',
  applicationId: '7d6f2f5e-7c1c-4f3d-9a52-0a3c0f1f6c11',
  privateKey,
  signatureSecret: null,
  sender: '447700900001',
  ...changes
})

export const PERSON = '5214422591631'

export const messageTo = (to: string, changes: Partial<Message> = {}): Omit<Message, 'from'> => ({
  to,
  content: { template_id: 'bienvenida', language: 'es_MX' },
  parameters: ['Ana'],
  ref: '12.1',
  webhookUrl: null,
  ...changes
})
