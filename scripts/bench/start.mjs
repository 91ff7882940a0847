/** `npm run bench`: builds everything and then this command, and runs it. */
import { runScript } from '../build/script.mjs'

await runScript('bench', 'scripts/bench/main.ts')
