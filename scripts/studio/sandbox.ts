/**
 * The sandboxes of Vonage and of a mail server, as the Studio meets them: started in this process, or running by
 * themselves and reached with their control token, or not there at all.
 */
import { requestJson } from './outgoing'
import { isRecord, messageOf, StartProblem } from './problems'
import { type SandboxChoice } from './settings'

export interface SandboxCredentials {
  apiKey: string
  apiSecret: string
  applicationId: string
  privateKey: string
  signatureSecret: string
  botPhoneNumber: string
}

export interface SandboxLink {
  url: string
  smtp: { host: string; port: number; user: string; password: string }
  controlToken: string
  credentials: SandboxCredentials
  close(): Promise<void>
}

export const openSandbox = async (
  choice: SandboxChoice,
  dataDir: string
): Promise<SandboxLink | undefined> => {
  switch (choice.kind) {
    case 'none':
      return undefined
    case 'elsewhere':
      return linkTo(choice.url, choice.token)
    case 'in-process':
      return startHere(dataDir)
  }
}

const startHere = async (dataDir: string): Promise<SandboxLink> => {
  const { startSandbox } = await import('../sandbox/server').catch(error => {
    throw new StartProblem(
      `The sandboxes cannot run in this process (${messageOf(error).split('\n')[0]}): set SANDBOX_URL and SANDBOX_TOKEN, or NO_SANDBOX=1.`
    )
  })
  return startSandbox({ dataDir })
}

const linkTo = async (url: string, token: string): Promise<SandboxLink> => {
  const answer = await requestJson('GET', `${url}/sandbox/credentials`, {
    Authorization: `Bearer ${token}`
  }).catch(error => {
    throw new StartProblem(`The sandbox at ${url} cannot be reached: ${messageOf(error)}`)
  })
  if (answer.status !== 200)
    throw new StartProblem(`The sandbox at ${url} answered ${answer.status}: is SANDBOX_TOKEN right?`)
  const found: unknown = JSON.parse(answer.body)
  const { credentials, smtp } = isRecord(found) ? found : {}
  if (!isCredentials(credentials) || !isSmtp(smtp))
    throw new StartProblem(`${url} is not one of this project's sandboxes.`)
  return { url, controlToken: token, credentials, smtp, close: async () => undefined }
}

const isSmtp = (value: unknown): value is SandboxLink['smtp'] =>
  isRecord(value) &&
  typeof value.port === 'number' &&
  ['host', 'user', 'password'].every(key => typeof value[key] === 'string')

/** The mail server as a module's configuration names it. */
export const smtpUrlOf = ({ smtp: { host, port, user, password } }: SandboxLink): string =>
  `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`

const isCredentials = (value: unknown): value is SandboxCredentials =>
  isRecord(value) &&
  ['apiKey', 'apiSecret', 'applicationId', 'privateKey', 'signatureSecret', 'botPhoneNumber'].every(
    key => typeof value[key] === 'string'
  )

/**
 * Points Vonage's inbound messages at the bot, unless somebody has pointed them elsewhere. At the module's own address
 * where it has one, as its documentation says to do with a real account: it hands them on to Botpress's messaging.
 */
export const sendInboundTo = async (
  sandbox: SandboxLink,
  { module, messaging }: { module: string | undefined; messaging: string }
): Promise<void> => {
  const address = `${sandbox.url}/sandbox/vonage/behaviour`
  const headers = { Authorization: `Bearer ${sandbox.controlToken}` }
  const answer = await requestJson('GET', address, headers)
  const behaviour: unknown = answer.status === 200 ? JSON.parse(answer.body) : undefined
  const current = isRecord(behaviour) ? behaviour.inbound_url : undefined
  // One that an earlier start of the Studio has set may name a port that is nobody's now.
  const ours = [module, messaging].flatMap(webhook => (webhook ? [new URL(webhook).pathname] : []))
  const chosen = typeof current === 'string' && current !== '' && !ours.includes(new URL(current).pathname)
  if (chosen) return
  const done = await requestJson('PUT', address, headers, { inbound_url: module ?? messaging })
  if (done.status < 200 || done.status > 299) throw new Error(`the sandbox answered ${done.status}`)
}

/** The address that the module wants people's messages at; undefined: this module has none. */
export const inboundAddressOf = async (moduleUrl: string, token: string): Promise<string | undefined> => {
  const answer = await requestJson('GET', `${moduleUrl}/webhook-addresses`, {
    Authorization: `Bearer ${token}`
  })
  if (answer.status !== 200) return undefined
  const addresses: unknown = JSON.parse(answer.body)
  return isRecord(addresses) && typeof addresses.inbound === 'string' ? addresses.inbound : undefined
}
