/** `npm run screenshots`: see --help. */
import fs from 'fs'
import path from 'path'
import type { Page } from 'playwright-core'
import { openBrowser } from '../e2e/browser'
import { makeDataFolder, startWithBareBot } from '../e2e/local-studio'
import { moduleApi } from '../e2e/module-api'
import { signIn } from '../e2e/visit'
import { HELP, readOptions, type Options } from './options'
import { screensOf, type Screen } from './screens'
import { makeWorld } from './world'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const WINDOW_PX = 800
const HIGHEST_PX = 3000
/** The Studio's own bars above and below a view. */
const BARS_PX = 78

/** Pictures of two runs differ by what is in them, not by a caret that blinks or a bar that moves. */
const STILL =
  '*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important }'

/** For the header of a message: nothing is fetched from anywhere. */
const PICTURE = {
  contentType: 'image/svg+xml',
  body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 230 120">
    <rect width="230" height="120" fill="#0b7a5a"/><circle cx="185" cy="38" r="46" fill="#f2b824"/>
    <text x="18" y="72" font-family="sans-serif" font-size="26" font-weight="bold" fill="#fff">Casa Nopal</text>
  </svg>`
}

const takePicture = async (page: Page, screen: Screen, { width, folder }: Options): Promise<void> => {
  await page.setViewportSize({ width, height: WINDOW_PX })
  await screen.show(page)
  await page.addStyleTag({ content: STILL })
  if (screen.height === 'whole') {
    const content = await page.evaluate<number>("document.querySelector('.oc-panel').scrollHeight")
    const height = Math.min(HIGHEST_PX, Math.max(WINDOW_PX, content + BARS_PX))
    await page.setViewportSize({ width, height })
    await page.evaluate("document.querySelector('.oc-panel').scrollTop = 0")
  }
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.screenshot({ path: path.join(folder, `${screen.name}.png`) })
}

const takeAll = async (options: Options): Promise<void> => {
  const dataDir = makeDataFolder()
  const studio = await startWithBareBot(dataDir)
  const browser = await openBrowser()
  try {
    const context = await signIn(browser, studio.url, studio.links[0])
    say('Sending some campaigns …')
    const world = await makeWorld(
      moduleApi(() => ({ context, url: studio.url })),
      options.language
    )
    fs.mkdirSync(options.folder, { recursive: true })
    await context.route('https://casanopal.example/**', route => route.fulfill(PICTURE))
    const page = await context.newPage()
    const wanted = screensOf(options, world).filter(
      ({ documented }) => documented || options.screens === 'all'
    )
    for (const screen of wanted) {
      await takePicture(page, screen, options)
      say(path.join(options.folder, `${screen.name}.png`))
    }
  } finally {
    await browser.close()
    await studio.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

const run = async (words: readonly string[]): Promise<void> => {
  const asked = readOptions(words)
  switch (asked.kind) {
    case 'help':
      return say(HELP)
    case 'wrong':
      throw new Error(`${asked.why} See --help.`)
    case 'run':
      return takeAll(asked.options)
  }
}

run(process.argv.slice(2)).catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`)
  process.exitCode = 1
})
