import { generateKeyPairSync, sign } from 'crypto'

/** A certificate for localhost, signed by itself: Node can read certificates but not make them. */

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const hex = (text: string) => Buffer.from(text, 'hex')
const objectId = (content: string) => der(0x06, hex(content))
const time = (at: Date) =>
  der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'ascii'))

const SHA256_WITH_RSA = sequence(objectId('2a864886f70d01010b'), der(0x05))
const COMMON_NAME = '550403'
const SUBJECT_ALT_NAME = '551d11'
const BASIC_CONSTRAINTS = '551d13'
const DAY_MS = 86_400_000

export const makeCertificate = (): { key: string; cert: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const name = sequence(der(0x31, sequence(objectId(COMMON_NAME), der(0x0c, Buffer.from('localhost')))))
  const hosts = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
  const certified = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    SHA256_WITH_RSA,
    name,
    sequence(time(new Date(Date.now() - DAY_MS)), time(new Date(Date.now() + DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(objectId(SUBJECT_ALT_NAME), der(0x04, hosts)),
        sequence(objectId(BASIC_CONSTRAINTS), der(0x04, sequence(der(0x01, hex('ff')))))
      )
    )
  )
  const signature = sign('RSA-SHA256', certified, privateKey)
  const whole = sequence(certified, SHA256_WITH_RSA, der(0x03, hex('00'), signature))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  }
}
