/** `npm run screenshots`: builds everything and then this command, and runs it. */
import { ensureChromium } from '../test/chromium.mjs'
import { runScript } from '../build/script.mjs'

if (!process.argv.includes('--help')) process.env.CHROMIUM_PATH = await ensureChromium()
await runScript('screenshots', 'scripts/screenshots/main.ts')
