import { createVerify } from 'crypto'
import { z } from 'zod'

/**
 * What Amazon's notification service sends, and whether it was they. The certificate is fetched from the address that the
 * message names, so that address is looked at first: it must be one of Amazon's own.
 */
export const snsMessageSchema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string().min(1).max(500),
  Message: z.string(),
  Timestamp: z.string(),
  Signature: z.string().max(5_000),
  SignatureVersion: z.enum(['1', '2']),
  SigningCertURL: z.string().max(2_000),
  Subject: z.string().nullish(),
  Token: z.string().nullish(),
  SubscribeURL: z.string().max(5_000).nullish()
})
export type SnsMessage = z.infer<typeof snsMessageSchema>

const AMAZON = /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/

/** An address of the notification service itself, over https and without anything that could mean another. */
export const isAmazons = (address: string): boolean => {
  try {
    const { protocol, hostname, port, username, password } = new URL(address)
    return protocol === 'https:' && AMAZON.test(hostname) && port === '' && username === '' && password === ''
  } catch {
    return false
  }
}

export const isCertificateAddress = (address: string): boolean =>
  isAmazons(address) && /\/SimpleNotificationService-[\w-]+\.pem$/.test(new URL(address).pathname)

/** Its signature is over these, in this order, each name and value on a line of its own. */
const SIGNED: Readonly<Record<SnsMessage['Type'], ReadonlyArray<keyof SnsMessage>>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type'
  ],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
}

export const signedText = (message: SnsMessage): string =>
  SIGNED[message.Type]
    .flatMap(name => (typeof message[name] === 'string' ? [`${name}\n${message[name]}\n`] : []))
    .join('')

export const isSignedBy = (message: SnsMessage, certificate: string): boolean => {
  try {
    return createVerify(message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1')
      .update(signedText(message), 'utf8')
      .verify(certificate, message.Signature, 'base64')
  } catch {
    // What is no certificate has signed nothing.
    return false
  }
}
