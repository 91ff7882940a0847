import { spawn, type ChildProcess } from 'child_process'
import { build } from 'esbuild'
import { once } from 'events'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { Client } from 'pg'
import { createInterface } from 'readline'
import { startPostgres } from './postgres'

const query = async (url: string, statement: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows as unknown
  } finally {
    await client.end()
  }
}

it('keeps its promise to the disk where a test is about crashes', async () => {
  const postgres = await startPostgres('crash-safe')
  try {
    expect(await query(postgres.url(), 'show fsync')).toEqual([{ fsync: 'on' }])
    expect(await query(await postgres.createDatabase(), 'select 1 as one')).toEqual([{ one: 1 }])
  } finally {
    await postgres.stop()
  }
  await expect(query(postgres.url(), 'select 1')).rejects.toThrow('ECONNREFUSED')
})

describe('after a run that was killed', () => {
  const program = path.resolve(__dirname, `../../.build/tests/postgres-${process.pid}.cjs`)
  let killed: ChildProcess

  afterEach(() => {
    killed.kill('SIGKILL')
    fs.rmSync(program, { force: true })
  })

  it('ends the server it left behind and removes its folder', async () => {
    await build({
      stdin: {
        contents: `import { startPostgres } from './postgres'
          void startPostgres().then(postgres => console.log(postgres.url()))
          setInterval(() => undefined, 60_000)`,
        resolveDir: __dirname
      },
      outfile: program,
      bundle: true,
      platform: 'node',
      packages: 'external',
      logLevel: 'error'
    })
    killed = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
    if (!killed.stdout) throw new Error('A child with a pipe has a stdout.')
    const [url] = (await once(createInterface(killed.stdout), 'line')) as [string]
    killed.kill('SIGKILL')
    await once(killed, 'exit')

    const next = await startPostgres()
    await next.stop()

    await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    const folders = fs.readdirSync(os.tmpdir())
    expect(folders.filter(name => name.startsWith(`outbound-postgres-${killed.pid}-`))).toEqual([])
  })
})
