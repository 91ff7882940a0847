/** The sandboxes by themselves: `npm run sandbox -- --help`. */
import { startBareSandbox } from './bare'
import { HELP, readCli, type CliOptions } from './cli'
import { startSandbox } from './server'

const STOP_MS = 2000

const say = (line: string) => process.stdout.write(`${line}\n`)

const fail = (why: string) => {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

const start = async ({ port, smtpPort, dataDir, token, bare }: CliOptions) => {
  if (bare) {
    const sandbox = await startBareSandbox({ port })
    say(`Sandbox ready at ${sandbox.url} (bare)`)
    return sandbox
  }
  const sandbox = await startSandbox({
    port,
    smtpPort,
    dataDir,
    ...(token !== null && { controlToken: token })
  })
  say(`Sandbox ready at ${sandbox.url} (smtp ${sandbox.smtp.host}:${sandbox.smtp.port})`)
  if (token === null) say(`Control token: ${sandbox.controlToken}`)
  return sandbox
}

const run = async (options: CliOptions) => {
  const sandbox = await start(options)
  let stopping = false
  const stop = () => {
    // Asked twice: the person means it.
    if (stopping) process.exit(1)
    stopping = true
    void sandbox.close()
    // Closed, nothing keeps the process alive; if something should, it doesn't keep the person waiting.
    setTimeout(() => process.exit(1), STOP_MS).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

const cli = readCli(process.argv.slice(2))
switch (cli.kind) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    fail(`${cli.why} See --help.`)
    break
  case 'run':
    run(cli).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
}
