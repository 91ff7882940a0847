/** `npm run campaign`: builds the command-line client, and nothing else, and runs it. */
import { runScript } from '../build/script.mjs'

await runScript('campaign', 'scripts/campaign/main.ts', { withStudio: false })
