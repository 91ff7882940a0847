import { generateKeyPairSync } from 'crypto'
import { configSchema, type ModuleConfig } from '../../platform/config'
import { emailAccount, type SmtpAccount } from './account'
import { sesPassword } from './ses'

const from = 'Casa Nopal <ventas@casanopal.example>'
const account = (config: Partial<ModuleConfig>, environment = {}) =>
  emailAccount(configSchema.parse({ emailFrom: from, ...config }), environment)
const smtp = async (config: Partial<ModuleConfig>, environment = {}): Promise<SmtpAccount> => {
  const found = await account(config, environment)
  if (found.kind === 'problem') throw new Error(found.detail)
  if (found.account.driver !== 'smtp') throw new Error('It is a webhook.')
  return found.account
}
const codeOf = async (config: Partial<ModuleConfig>, environment = {}) => {
  const found = await account(config, environment)
  return found.kind === 'problem' ? found.code : found.account.driver
}
const pem = (type: 'rsa' | 'ed25519', bits = 1024) =>
  String(
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ed25519')
    ).privateKey.export({
      type: 'pkcs8',
      format: 'pem'
    })
  )

describe("A bot's mail account", () => {
  it('is what the address of the mail server says', async () => {
    expect(await smtp({ smtpUrl: 'smtps://ana%40x:a%2Fb@mail.example.com' })).toMatchObject({
      host: 'mail.example.com',
      port: 465,
      secure: true,
      requireTls: true,
      sandbox: false,
      login: { user: 'ana@x', password: 'a/b' },
      from: { name: 'Casa Nopal', address: 'ventas@casanopal.example' }
    })
    expect(
      await smtp({ smtpUrl: 'smtp://mail.example.com', smtpUser: 'ana', smtpPassword: '100%' })
    ).toMatchObject({
      port: 587,
      secure: false,
      login: { user: 'ana', password: '100%' }
    })
    expect(await smtp({ smtpUrl: 'smtp://mail.example.com', smtpTls: 'if_offered' })).toMatchObject({
      requireTls: false,
      login: null
    })
  })

  it('is a sandbox on this machine, but a relay there is none', async () => {
    expect(await smtp({ smtpUrl: 'smtp://127.0.0.1:40123' })).toMatchObject({
      sandbox: true,
      requireTls: false
    })
    expect(await smtp({ smtpUrl: 'smtp://localhost:25' })).toMatchObject({ sandbox: false, local: true })
  })

  it('is SES by its region, with credentials of SMTP or of AWS', async () => {
    const made = await smtp({
      emailProvider: 'ses',
      sesRegion: 'eu-west-1',
      smtpUser: 'AKIA',
      smtpPassword: 'secret'
    })
    expect(made).toMatchObject({
      host: 'email-smtp.eu-west-1.amazonaws.com',
      port: 587,
      requireTls: true,
      login: { user: 'AKIA', password: 'secret' },
      ses: { configurationSet: null }
    })
    const environment = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SES_FROM_EMAIL: 'noreply@example.com'
    }
    expect(await smtp({ emailProvider: 'ses', emailFrom: '' }, environment)).toMatchObject({
      host: 'email-smtp.us-east-1.amazonaws.com',
      from: { name: '', address: 'noreply@example.com' },
      login: {
        user: 'AKIAEXAMPLE',
        // Worked out by AWS's documented procedure in another language.
        password: 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9'
      }
    })
    expect(await codeOf({ emailProvider: 'ses', sesRegion: 'eu-west-1' })).toBe('bad_ses')
    expect(await codeOf({ emailProvider: 'ses' }, { AWS_REGION: 'evil.example/' })).toBe('bad_ses')
    expect(sesPassword('one', 'us-east-1')).not.toBe(sesPassword('one', 'us-west-2'))
  })

  it('is the driver that is set up, or the one that is named', async () => {
    const both = { smtpUrl: 'smtp://mail.example.com', emailWebhookUrl: 'https://mailer.example.com/send' }
    expect(await codeOf(both)).toBe('smtp')
    expect(await codeOf({ ...both, emailDriver: 'webhook' })).toBe('webhook')
    expect(await codeOf({ emailWebhookUrl: both.emailWebhookUrl })).toBe('webhook')
    expect(await codeOf({ emailWebhookUrl: both.emailWebhookUrl, emailDriver: 'smtp' })).toBe('bad_smtp')
    expect(await codeOf({ emailDriver: 'webhook' })).toBe('bad_email_webhook')
    expect(await codeOf({})).toBe('email_not_set_up')
  })

  it.each([
    ['no sender', { emailFrom: '' }, 'no_email_from'],
    ['a sender that is no address', { emailFrom: 'Casa Nopal' }, 'bad_email_address'],
    ['an answer address that is none', { emailReplyTo: 'nobody' }, 'bad_email_address'],
    ['an unsubscribe mailbox that is none', { emailUnsubscribeTo: 'nobody' }, 'bad_email_address'],
    ['another protocol', { smtpUrl: 'https://mail.example.com' }, 'bad_smtp'],
    ['a user without a password', { smtpUrl: 'smtp://ana@mail.example.com' }, 'bad_smtp'],
    ['half a signature', { dkimDomain: 'example.com' }, 'bad_dkim'],
    [
      'a key that is none',
      { dkimDomain: 'example.com', dkimSelector: 'mail', dkimPrivateKey: '/nowhere' },
      'bad_dkim'
    ],
    [
      'a key of another kind',
      { dkimDomain: 'example.com', dkimSelector: 'mail', dkimPrivateKey: pem('ed25519') },
      'bad_dkim'
    ],
    [
      'a key that is too short',
      { dkimDomain: 'example.com', dkimSelector: 'mail', dkimPrivateKey: pem('rsa', 512) },
      'bad_dkim'
    ],
    [
      'a selector that breaks out',
      { dkimDomain: 'example.com', dkimSelector: 'mail; d=x', dkimPrivateKey: pem('rsa') },
      'bad_dkim'
    ],
    ['a webhook elsewhere', { emailDriver: 'webhook', emailWebhookUrl: 'file:///etc' }, 'bad_email_webhook']
  ] as const)('is refused with %s', async (_name, config, code) => {
    const given = { smtpUrl: 'smtp://mail.example.com', ...config }
    expect(await codeOf(given)).toBe(code)
  })

  it('names no secret in what it complains about', async () => {
    const found = await account({ smtpUrl: 'https://ana:hush@mail.example.com', dkimPrivateKey: 'hush' })
    expect(JSON.stringify(found)).not.toContain('hush')
  })
})
