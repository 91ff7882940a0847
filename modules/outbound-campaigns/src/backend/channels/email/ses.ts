import { createHmac } from 'crypto'

/**
 * Amazon SES as a mail server: its address from the region, and the password that belongs to an access key. Whoever has
 * made SMTP credentials in SES's console uses those; whoever has the keys of an IAM user gets the password from them, by
 * the procedure that AWS documents, so the variables of its other tools do here as well.
 */
export const isRegion = (text: string): boolean => /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(text)

export const sesHost = (region: string): string => `email-smtp.${region}.amazonaws.com`

const SES_PORT = 587

export const sesServer = (region: string): { host: string; port: number; secure: boolean } => ({
  host: sesHost(region),
  port: SES_PORT,
  secure: false
})

/** The procedure of 2019; a password of the one before it holds in every region and is no longer given out. */
const VERSION = 0x04
const STEPS = (region: string) => ['11111111', region, 'ses', 'aws4_request', 'SendRawEmail']

export const sesPassword = (secretAccessKey: string, region: string): string => {
  const key = STEPS(region).reduce<string | Buffer>(
    (signed, step) => createHmac('sha256', signed).update(step, 'utf8').digest(),
    `AWS4${secretAccessKey}`
  )
  return Buffer.concat([Buffer.from([VERSION]), Buffer.from(key)]).toString('base64')
}
