/** `npm run sandbox`: the sandboxes of Vonage and of a mail server by themselves. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildHost, out } from './build.mjs'

await buildHost()
const sandbox = spawn(process.execPath, [path.join(out, 'node20/sandbox.js'), ...process.argv.slice(2)], {
  stdio: 'inherit'
})
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => signal === 'SIGTERM' && sandbox.kill(signal))
sandbox.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
