/** Runs a program to its end, quietly: what it said is shown only when it failed. */
import { spawn } from 'node:child_process'

/** Resolves to what the program wrote to stdout; rejects with everything it wrote when it failed. */
export const run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const { input, ...spawnOptions } = options
    const child = spawn(program, args, {
      ...spawnOptions,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe']
    })
    const said = { stdout: '', all: '' }
    child.stdout.setEncoding('utf8').on('data', text => {
      said.stdout += text
      said.all += text
    })
    child.stderr.setEncoding('utf8').on('data', text => (said.all += text))
    if (input !== undefined) child.stdin.on('error', () => undefined).end(input)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(said.stdout)
      const ending = signal ? `was stopped by ${signal}` : `ended with ${code}`
      reject(new Error(`${[program, ...args].join(' ')} ${ending}:\n${said.all.trim()}`))
    })
  })

/** npm's own settings reach its children as npm_config_… variables; a tool run on its own must not obey them. */
export const environmentWithoutNpm = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')))
