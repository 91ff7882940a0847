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
  const credentials = isRecord(found) ? found.credentials : undefined
  if (!isCredentials(credentials)) throw new StartProblem(`${url} is not one of this project's sandboxes.`)
  return { url, controlToken: token, credentials, close: async () => undefined }
}

const isCredentials = (value: unknown): value is SandboxCredentials =>
  isRecord(value) &&
  ['apiKey', 'apiSecret', 'applicationId', 'privateKey', 'signatureSecret', 'botPhoneNumber'].every(
    key => typeof value[key] === 'string'
  )

/** Points Vonage's inbound messages at the bot, unless somebody has pointed them elsewhere. */
export const sendInboundTo = async (sandbox: SandboxLink, webhook: string): Promise<void> => {
  const address = `${sandbox.url}/sandbox/vonage/behaviour`
  const headers = { Authorization: `Bearer ${sandbox.controlToken}` }
  const answer = await requestJson('GET', address, headers)
  const behaviour: unknown = answer.status === 200 ? JSON.parse(answer.body) : undefined
  const current = isRecord(behaviour) ? behaviour.inbound_url : undefined
  // One that an earlier start of the Studio has set may name a port that is nobody's now.
  if (
    typeof current === 'string' &&
    current !== '' &&
    new URL(current).pathname !== new URL(webhook).pathname
  )
    return
  const done = await requestJson('PUT', address, headers, { inbound_url: webhook })
  if (done.status < 200 || done.status > 299) throw new Error(`the sandbox answered ${done.status}`)
}
