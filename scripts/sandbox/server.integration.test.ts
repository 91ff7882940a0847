import { spawn, type ChildProcess } from 'child_process'
import { buildSync } from 'esbuild'
import fs from 'fs'
import http from 'http'
import path from 'path'
import { startBareSandbox } from './bare'
import { startSandbox } from './server'
import { request, temporaryFolder, templateTo, TestSandbox, tokenFor } from './testing/client'
import { Receiver, until } from './testing/receiver'

const folders: string[] = []
const folder = () => {
  const made = temporaryFolder()
  folders.push(made)
  return made
}
afterAll(() => folders.forEach(made => fs.rmSync(made, { recursive: true, force: true })))

describe('the control routes', () => {
  let sandbox: TestSandbox
  beforeAll(async () => (sandbox = await TestSandbox.start({ controlToken: 'secret-token' })))
  afterAll(() => sandbox.close())

  it('open with the token only', async () => {
    const url = `${sandbox.running.url}/sandbox/credentials`
    for (const authorization of ['', 'Bearer wrong', 'secret-token', 'Basic secret-token']) {
      const headers = { authorization }
      expect(await request(url, { headers })).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer' }
      })
    }
    // Unknown paths too: a stranger is not told what there is.
    expect(await request(`${sandbox.running.url}/sandbox/nothing`)).toMatchObject({ status: 401 })
    expect(await request(url, { headers: { authorization: 'Bearer secret-token' } })).toMatchObject({
      status: 200,
      json: {
        url: sandbox.running.url,
        smtp: sandbox.running.smtp,
        credentials: sandbox.running.credentials,
        whatsapp: { waba_id: expect.stringMatching(/^\d+$/), template_namespace: expect.any(String) }
      }
    })
  })

  it('say what is wrong with a request', async () => {
    expect(await sandbox.control('GET', '/sandbox/nothing')).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' }
    })
    expect(await sandbox.control('POST', '/sandbox/vonage/behaviour', {})).toMatchObject({
      status: 405,
      json: { detail: '/sandbox/vonage/behaviour takes GET, PUT, DELETE.' }
    })
    expect(await sandbox.control('PUT', '/sandbox/vonage/behaviour', '{"a":')).toMatchObject({ status: 400 })
    expect(await sandbox.control('PUT', '/sandbox/vonage/behaviour', '[]')).toMatchObject({ status: 400 })
    expect(await sandbox.control('PUT', '/sandbox/vonage/behaviour', 'x'.repeat(2_000_000))).toMatchObject({
      status: 413
    })
    expect(await sandbox.control('PUT', '/sandbox/vonage/behaviour', { latency_ms: 'x' })).toMatchObject({
      status: 422,
      json: { invalid_parameters: [{ name: 'latency_ms' }] }
    })
    expect(await request(`${sandbox.running.url}/`)).toMatchObject({ status: 404 })
    expect(await request(`${sandbox.running.url}//evil`)).toMatchObject({ status: 404 })
  })

  it('change the behaviour, and put it back', async () => {
    const before = await sandbox.control('GET', '/sandbox/vonage/behaviour')
    await sandbox.behave({ read_share: 0.25 })
    expect(await sandbox.control('GET', '/sandbox/vonage/behaviour')).toMatchObject({
      json: { read_share: 0.25 }
    })
    expect((await sandbox.control('DELETE', '/sandbox/vonage/behaviour')).json).toEqual(before.json)
  })
})

describe('a restart', () => {
  it('keeps the credentials, in a file for the owner only', async () => {
    const dataDir = folder()
    const first = await startSandbox({ dataDir })
    await first.close()
    const second = await startSandbox({ dataDir })
    await second.close()
    expect(second.credentials).toEqual(first.credentials)
    expect(second.smtp.password).toBe(first.smtp.password)
    expect(second.controlToken).not.toBe(first.controlToken)
    const file = path.join(dataDir, 'sandbox/credentials.json')
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(path.dirname(file))).toEqual(['credentials.json'])
  })

  it('gives two that start at once the same ones', async () => {
    const dataDir = folder()
    const both = await Promise.all([startSandbox({ dataDir }), startSandbox({ dataDir })])
    await Promise.all(both.map(sandbox => sandbox.close()))
    expect(both[0].credentials).toEqual(both[1].credentials)
  })

  it('refuses a broken file in one line, and leaves it alone', async () => {
    const dataDir = folder()
    fs.mkdirSync(path.join(dataDir, 'sandbox'))
    const file = path.join(dataDir, 'sandbox/credentials.json')
    fs.writeFileSync(file, '{"apiKey":')
    await expect(startSandbox({ dataDir })).rejects.toThrow(
      /^The sandbox's credentials in .+ are broken\..+$/
    )
    expect(fs.readFileSync(file, 'utf8')).toBe('{"apiKey":')
  })
})

describe('a stop', () => {
  it('leaves nothing open: neither kept-alive connections, hanging requests, nor planned statuses', async () => {
    const sandbox = await TestSandbox.start()
    const receiver = await new Receiver(() => new Promise(() => undefined)).start()
    const agent = new http.Agent({ keepAlive: true })
    try {
      await sandbox.behave({ submitted_after_ms: 0, status_url: receiver.url })
      await new Promise(resolve =>
        http.get(sandbox.running.url, { agent }, res => res.resume().on('end', resolve))
      )
      await sandbox.sent(templateTo('5214422591631'))
      const hanging = sandbox.send(templateTo('5214422980001'))
      await until(() => receiver.got.length === 1)
      await until(async () => (await sandbox.counts())['unanswered'] === 1)
      await sandbox.close()
      expect(await hanging).toMatchObject({ kind: 'error' })
      expect(await request(sandbox.running.url)).toEqual({ kind: 'error', code: 'ECONNREFUSED' })
    } finally {
      agent.destroy()
      await receiver.close()
    }
  })

  it('frees the mail port again when the HTTP port is taken', async () => {
    const first = await startSandbox({ dataDir: folder() })
    const port = Number(new URL(first.url).port)
    await expect(startSandbox({ dataDir: folder(), port })).rejects.toThrow(`HTTP port ${port} is taken.`)
    await expect(startSandbox({ dataDir: folder(), smtpPort: first.smtp.port })).rejects.toThrow(
      `SMTP port ${first.smtp.port} is taken.`
    )
    await first.close()
  })
})

describe('the bare mode', () => {
  it('takes everything and counts it', async () => {
    const bare = await startBareSandbox({})
    try {
      const uuids = new Set<unknown>()
      await Promise.all(
        Array.from({ length: 200 }, async () => {
          const outcome = await request(`${bare.url}/v1/messages`, { method: 'POST', body: 'not even JSON' })
          if (outcome.kind === 'answer' && outcome.status === 202) uuids.add(outcome.json['message_uuid'])
        })
      )
      expect(uuids.size).toBe(200)
      expect(await request(`${bare.url}/sandbox/counts`)).toMatchObject({
        status: 200,
        json: { received: 200 }
      })
      expect(await request(`${bare.url}/sandbox/vonage/messages`)).toMatchObject({ status: 404 })
    } finally {
      await bare.close()
    }
  })
})

describe('the command', () => {
  let program: string
  const children: ChildProcess[] = []
  beforeAll(() => {
    // Beside the sources, so that what it requires is found.
    program = path.join(process.cwd(), '.build/test', `sandbox-${process.pid}.js`)
    buildSync({
      entryPoints: [path.join(__dirname, 'main.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      target: 'node20',
      packages: 'external'
    })
  })
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
    fs.rmSync(program, { force: true })
  })

  const run = (...words: string[]) => {
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
    const exit = new Promise<number | null>(resolve => child.on('close', resolve))
    return { child, said, exit }
  }

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it is, and ends on %s though a client hangs',
    async signal => {
      const { child, said, exit } = run('--port', '0', '--data', folder(), '--token', 'abc')
      await until(() => said.out.includes('\n'))
      const [, url = '', smtpPort = ''] =
        /^Sandbox ready at (http:\/\/127\.0\.0\.1:\d+) \(smtp 127\.0\.0\.1:(\d+)\)\n$/.exec(said.out) ?? []
      expect(Number(smtpPort)).toBeGreaterThan(0)
      const access = await request(`${url}/sandbox/credentials`, { headers: { authorization: 'Bearer abc' } })
      if (access.kind !== 'answer') throw new Error(access.kind)
      const credentials = access.json['credentials'] as Parameters<typeof tokenFor>[0]
      const headers = { authorization: `Bearer ${tokenFor(credentials)}` }
      const hanging = request(`${url}/v1/messages`, {
        method: 'POST',
        body: templateTo('5214422980001'),
        headers
      })
      await until(async () => {
        const counts = await request(`${url}/sandbox/vonage/counts`, {
          headers: { authorization: 'Bearer abc' }
        })
        return counts.kind === 'answer' && counts.json['unanswered'] === 1
      })
      child.kill(signal)
      expect(await exit).toBe(0)
      expect((await hanging).kind).toBe('error')
      expect(said.err).toBe('')
    }
  )

  it('makes a token where none is given', async () => {
    const { said } = run('--data', folder())
    await until(() => said.out.split('\n').length === 3)
    const [, url = '', token = ''] =
      /^Sandbox ready at (\S+) .*\nControl token: (\S+)\n$/.exec(said.out) ?? []
    const headers = { authorization: `Bearer ${token}` }
    expect(await request(`${url}/sandbox/vonage/counts`, { headers })).toMatchObject({ status: 200 })
  })

  it('has a bare mode of its own', async () => {
    const { child, said, exit } = run('--bare')
    await until(() => said.out.includes('\n'))
    const [, url = ''] = /^Sandbox ready at (\S+) \(bare\)\n$/.exec(said.out) ?? []
    expect(await request(`${url}/v1/messages`, { method: 'POST', body: {} })).toMatchObject({ status: 202 })
    expect(await request(`${url}/sandbox/counts`)).toMatchObject({ json: { received: 1 } })
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  })

  it('says in one line what is wrong', async () => {
    const blocker = await startBareSandbox({})
    const { port } = new URL(blocker.url)
    const taken = run('--bare', '--port', port)
    expect(await taken.exit).toBe(1)
    expect(taken.said.err).toBe(`HTTP port ${port} is taken.\n`)
    await blocker.close()
    const wrong = run('--prot', '1')
    expect(await wrong.exit).toBe(1)
    expect(wrong.said.err).toBe('There is no option --prot. See --help.\n')
    const help = run('--help')
    expect(await help.exit).toBe(0)
    expect(help.said.out).toMatch(/--smtp-port N/)
  })
})
