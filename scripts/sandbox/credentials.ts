/**
 * The account that the sandbox plays: made at the first start and kept in the data folder, so that a bot configured with
 * it still works after a restart. The file holds secrets: only its owner may read it.
 */
import { generateKeyPair, randomBytes, randomUUID } from 'crypto'
import fs from 'fs'
import path from 'path'
import { promisify } from 'util'
import { isObject } from './http/router'

export interface Credentials {
  apiKey: string
  apiSecret: string
  applicationId: string
  /** PEM, PKCS#8. */
  privateKey: string
  signatureSecret: string
  botPhoneNumber: string
}

export interface Account extends Credentials {
  wabaId: string
  templateNamespace: string
  smtpUser: string
  smtpPassword: string
}

const FIELDS: readonly (keyof Account)[] = [
  'apiKey',
  'apiSecret',
  'applicationId',
  'privateKey',
  'signatureSecret',
  'botPhoneNumber',
  'wabaId',
  'templateNamespace',
  'smtpUser',
  'smtpPassword'
]

const isAccount = (value: unknown): value is Account =>
  isObject(value) && FIELDS.every(field => typeof value[field] === 'string' && value[field] !== '')

const makeAccount = async (): Promise<Account> => {
  const keys = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  })
  return {
    apiKey: randomBytes(4).toString('hex'),
    apiSecret: randomBytes(12).toString('hex'),
    applicationId: randomUUID(),
    privateKey: keys.privateKey,
    signatureSecret: randomBytes(24).toString('hex'),
    // From the range that is kept free for fiction: it can never be somebody's telephone.
    botPhoneNumber: '447700900001',
    wabaId: String(100_000_000_000_000 + randomBytes(6).readUIntBE(0, 6)),
    templateNamespace: randomUUID().replace(/-/g, '_'),
    smtpUser: 'sandbox',
    smtpPassword: randomBytes(12).toString('hex')
  }
}

const read = (file: string): Account | undefined => {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (isObject(error) && error['code'] === 'ENOENT') return undefined
    throw error
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  if (isAccount(value)) return value
  throw new Error(`The sandbox's credentials in ${file} are broken. Remove the file, and new ones are made.`)
}

export const loadAccount = async (dataDir: string): Promise<Account> => {
  const folder = path.join(dataDir, 'sandbox')
  const file = path.join(folder, 'credentials.json')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const known = read(file)
  if (known) return known
  // Written aside, then linked: a reader never sees half a file, and of two sandboxes starting at once one wins.
  const draft = `${file}.${randomUUID()}`
  fs.writeFileSync(draft, JSON.stringify(await makeAccount(), null, 2) + '\n', { mode: 0o600 })
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if (!isObject(error) || error['code'] !== 'EEXIST') throw error
  } finally {
    fs.unlinkSync(draft)
  }
  const made = read(file)
  if (!made) throw new Error(`${file} could not be kept.`)
  return made
}

export const credentialsOf = (account: Account): Credentials => ({
  apiKey: account.apiKey,
  apiSecret: account.apiSecret,
  applicationId: account.applicationId,
  privateKey: account.privateKey,
  signatureSecret: account.signatureSecret,
  botPhoneNumber: account.botPhoneNumber
})
