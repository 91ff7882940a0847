/** `npm run reference`: writes the reference in docs/api.md anew. */
import { runScript } from '../../build/script.mjs'

await runScript('reference', 'scripts/docs/reference/main.ts')
