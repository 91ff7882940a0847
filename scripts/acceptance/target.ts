/**
 * What the tests of this layer run against. jest.config.mjs tells each project its target: the Local Studio of this
 * repository, started here, or a server that is already up and of which less may be asked.
 */
import path from 'path'
import { startOwnServer, type OwnServer, type OwnTarget } from './own-server'
import { serverAt, type Server } from './server'

interface GivenTarget {
  kind: 'given'
  name: string
  url: string
  token: string
  bot: string
  sandbox?: { url: string; token: string }
}

declare const ACCEPTANCE_TARGET: OwnTarget | GivenTarget
declare const SERVER_LOGS: string

const target = ACCEPTANCE_TARGET

/** What a test needs beyond the API of one bot. */
export type Need = 'own server' | 'sandbox' | 'clock'

const lackOfGiven = ({ url, sandbox }: GivenTarget, need: Need): string | undefined => {
  switch (need) {
    case 'own server':
      return 'it needs a server of its own'
    case 'sandbox':
      return sandbox ? undefined : 'ACCEPTANCE_SANDBOX_URL is not set'
    case 'clock':
      return sandbox?.url === url ? undefined : "it needs the Local Studio's clock"
  }
}

const whySkipped = (needs: Need[]) =>
  target.kind === 'own' ? target.whyNot : needs.map(need => lackOfGiven(target, need)).find(Boolean)

/** `describe`, but reported as skipped, with the reason in its name, where the target lacks what its tests need. */
export const describeWith = (needs: Need[], name: string, tests: () => void): void => {
  const why = whySkipped(needs)
  if (why === undefined) describe(name, tests)
  else describe.skip(`${name} (skipped: ${why})`, tests)
}

const START_MS = 120_000

const logFile = () => path.join(SERVER_LOGS, `${path.basename(expect.getState().testPath ?? 'tests')}.log`)

export interface ServerUnderTest extends Server {
  /** What only a server of the tests' own can do; they must need an 'own server'. */
  own(): OwnServer
}

/** The server of a file's tests: one of their own, or the one that is already up. Called once, above the tests. */
export const useServer = (): ServerUnderTest => {
  if (target.kind === 'given') {
    const { url, bot, token, sandbox } = target
    const tokens = { admin: token, reader: '' }
    return {
      ...serverAt(() => ({ url, bot, tokens, sandbox: sandbox ?? { url: '', token: '' } })),
      own() {
        throw new Error("Tests with a server of their own need an 'own server'.")
      }
    }
  }
  let server: OwnServer | undefined
  beforeAll(async () => {
    server = await startOwnServer(target, logFile())
  }, START_MS)
  afterAll(() => server?.remove(), START_MS)
  const own = () => {
    if (!server) throw new Error('The server is there while a test runs, not before.')
    return server
  }
  return { ...serverAt(() => own().address()), own }
}
