/** `npm start`: builds everything (seconds, and longer the first time), then becomes the Local Studio. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildAll, buildHost, out } from './build.mjs'

if (process.argv.includes('--help')) await buildHost()
else {
  process.stdout.write('Building …\n')
  await buildAll()
}

const studio = spawn(process.execPath, [path.join(out, 'node20/studio.js'), ...process.argv.slice(2)], {
  stdio: 'inherit'
})
// Ctrl-C reaches the whole group: the Studio decides when it is done, and its exit code is ours.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => signal === 'SIGTERM' && studio.kill(signal))
studio.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
