import type { BotConfig } from 'botpress/sdk'
import { generateKeyPairSync } from 'crypto'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { DEFAULTS } from '../../platform/settings/schema'
import { isSandbox, vonageAccount } from './account'

const { privateKey: pem } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
})

const complete = {
  enabled: true,
  apiKey: 'key',
  apiSecret: 'top-secret',
  applicationId: 'application',
  privateKey: pem,
  botPhoneNumber: '+52 1 55 1234 5678'
}

const botWith = (vonage: unknown): BotConfig => ({
  id: 'demo',
  name: 'Demo',
  defaultLanguage: 'es',
  languages: ['es'],
  messaging: { channels: vonage === undefined ? {} : { vonage } }
})

const config = { vonageApiUrl: 'https://api.nexmo.com/', senderNumber: '' }
const account = (vonage: unknown, settings = DEFAULTS, moduleConfig = config) =>
  vonageAccount(botWith(vonage), moduleConfig, settings)

describe("A bot's Vonage account", () => {
  it('is read from its messaging channel, the sender as digits', async () => {
    expect(await account(complete)).toEqual({
      kind: 'account',
      account: {
        apiUrl: 'https://api.nexmo.com',
        apiKey: 'key',
        apiSecret: 'top-secret',
        applicationId: 'application',
        privateKey: pem,
        signatureSecret: null,
        sender: '5215512345678'
      }
    })
  })

  it('takes the key from a file, or from one line with \\n in it', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-key-'))
    const file = path.join(folder, 'private.key')
    fs.writeFileSync(file, pem)
    expect(await account({ ...complete, privateKey: file })).toMatchObject({ account: { privateKey: pem } })
    fs.rmSync(folder, { recursive: true })
    expect(await account({ ...complete, privateKey: pem.replace(/\n/g, '\\n') })).toMatchObject({
      kind: 'account'
    })
  })

  it("sends from the settings' number, else the configuration's, else the channel's", async () => {
    const sender = async (settings = DEFAULTS, moduleConfig = config) => {
      const result = await account(complete, settings, moduleConfig)
      return result.kind === 'account' ? result.account.sender : result.code
    }
    const configured = { ...config, senderNumber: '447700900001' }
    expect(await sender({ ...DEFAULTS, sender_number: '+15550001111' }, configured)).toBe('15550001111')
    expect(await sender(DEFAULTS, configured)).toBe('447700900001')
    expect(await sender()).toBe('5215512345678')
  })

  it.each([
    ['no_credentials', undefined],
    ['no_credentials', null],
    ['incomplete_credentials', { ...complete, apiSecret: '' }],
    ['incomplete_credentials', { enabled: true }],
    ['channel_disabled', { ...complete, enabled: false }],
    ['bad_private_key', { ...complete, privateKey: '/there/is/no/such.key' }],
    ['bad_private_key', { ...complete, privateKey: '-----BEGIN PRIVATE KEY-----\nnonsense' }],
    ['no_sender', { ...complete, botPhoneNumber: '' }]
  ])('says what to mend: %s', async (code, vonage) => {
    const result = await account(vonage)
    expect(result).toMatchObject({ kind: 'problem', code })
    expect(JSON.stringify(result)).not.toContain('top-secret')
  })
})

describe('An address', () => {
  it.each([
    ['http://127.0.0.1:4010', true],
    ['http://localhost:4010', true],
    ['https://messages-sandbox.nexmo.com', true],
    ['https://api.nexmo.com', false],
    ['https://api-eu.nexmo.com', false],
    ['https://127.evil.example.com', false],
    ['nonsense', false]
  ])('%s is a sandbox: %s', (url, sandbox) => {
    expect(isSandbox(url)).toBe(sandbox)
  })
})
