/** An account that exists nowhere: the bare sandbox asks nobody who they are. */
import { generateKeyPairSync } from 'crypto'
import type { VonageAccount } from '../../modules/outbound-campaigns/src/backend/channels/whatsapp/account'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
})

export const accountAt = (apiUrl: string): VonageAccount => ({
  apiUrl,
  apiKey: 'bench',
  apiSecret: 'bench',
  applicationId: '7d6f2f5e-7c1c-4f3d-9a52-0a3c0f1f6c11',
  privateKey,
  signatureSecret: null,
  sender: '5215512345678'
})
