/** The browser of the tests, and a page in it that remembers everything it complained about. */
import fs from 'fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
]

/** As the browser of a person calls itself, in every frame: what says that it is headless counts as a machine. */
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Nothing that looks for updates or calls home: a test talks to the Local Studio alone. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--user-agent=${AGENT}`
]

const findChromium = (): string => {
  const places = [process.env.CHROMIUM_PATH ?? '', ...USUAL_PLACES, chromium.executablePath()]
  const found = places.find(place => place !== '' && fs.existsSync(place))
  if (found === undefined) {
    throw new Error('No Chromium: install one, or give its path in CHROMIUM_PATH.')
  }
  return found
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), headless: true, args: FLAGS })

export interface WatchedPage {
  page: Page
  /** Errors and warnings of the console, and what was thrown and not caught, in order. */
  complaints: string[]
}

export const openPage = async (context: BrowserContext): Promise<WatchedPage> => {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(`not caught: ${error.message}`))
  return { page, complaints }
}
