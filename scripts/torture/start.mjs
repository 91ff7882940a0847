/** `npm run torture`: builds everything and then this command, and runs it. */
import { runScript } from '../build/script.mjs'

await runScript('torture', 'scripts/torture/main.ts')
