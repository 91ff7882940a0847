/**
 * The Local Studio of a test file, with a browser in which an administrator and somebody who only reads are signed in:
 * there while its tests run, and gone after them.
 */
import fs from 'fs'
import path from 'path'
import type { Browser, BrowserContext } from 'playwright-core'
import { openBrowser } from './browser'
import { makeDataFolder, startLocalStudio, startWithBareBot, type LocalStudio } from './local-studio'
import { moduleApi, type ModuleApi } from './module-api'
import { signIn, withFreshPage, type Visit } from './visit'

declare const SERVER_LOGS: string

const START_MS = 180_000
const STOP_MS = 30_000

export interface StudioUnderTest {
  url(): string
  dataDir(): string
  /** A page of its own for one test, of somebody who may do everything. */
  asAdmin(visit: Visit): Promise<void>
  /** Likewise of somebody who only reads. */
  asReader(visit: Visit): Promise<void>
  api: ModuleApi
  /** What the sandboxes' page can do, such as `DELETE /hooks`. */
  sandbox(method: string, path: string, order?: object): Promise<void>
  /** Moves the sandbox's clock ahead, by `2d` or `3h`. */
  advance(time: string): Promise<void>
}

interface Running {
  dataDir: string
  studio: LocalStudio
  browser: Browser
  admin: BrowserContext
  reader: BrowserContext
}

const logFile = (): string =>
  path.join(SERVER_LOGS, `${path.basename(expect.getState().testPath ?? 'tests')}.log`)

export interface StudioWanted {
  /** Beside the demo bot stands one that has nothing, called `bare`. */
  bare?: boolean
  one?: 'for all tests' | 'for each test'
}

/** Called once, above the tests. */
export const useStudio = ({ bare = false, one = 'for all tests' }: StudioWanted = {}): StudioUnderTest => {
  let running: Partial<Running> = {}
  const the = <Part extends keyof Running>(part: Part): Running[Part] => {
    const found = running[part]
    if (found === undefined) throw new Error('The Local Studio is there while a test runs, not before.')
    return found
  }

  const before = one === 'for all tests' ? beforeAll : beforeEach
  const after = one === 'for all tests' ? afterAll : afterEach

  before(async () => {
    running = {}
    const dataDir = (running.dataDir = makeDataFolder())
    const studio = (running.studio = await (bare ? startWithBareBot : startLocalStudio)(dataDir, {
      log: logFile()
    }))
    const browser = (running.browser = await openBrowser())
    running.admin = await signIn(browser, studio.url, studio.links[0])
    running.reader = await signIn(browser, studio.url, studio.links[1])
  }, START_MS)

  after(async () => {
    await running.browser?.close()
    await running.studio?.stop()
    if (running.dataDir !== undefined) fs.rmSync(running.dataDir, { recursive: true, force: true })
  }, STOP_MS)

  const sandbox = async (method: string, path: string, order?: object): Promise<void> => {
    const answer = await the('admin').request.fetch(`${the('studio').url}/sandbox${path}`, {
      method,
      data: order
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  }

  return {
    url: () => the('studio').url,
    dataDir: () => the('dataDir'),
    asAdmin: visit => withFreshPage(the('admin'), the('studio').url, visit),
    asReader: visit => withFreshPage(the('reader'), the('studio').url, visit),
    api: moduleApi(() => ({ context: the('admin'), url: the('studio').url })),
    sandbox,
    advance: time => sandbox('POST', '/clock', { advance: time })
  }
}
