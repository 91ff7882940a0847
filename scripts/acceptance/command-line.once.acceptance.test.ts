import fs from 'fs'
import os from 'os'
import path from 'path'
import { PassThrough } from 'stream'
import { run } from '../campaign/commands'
import { readOptions } from '../campaign/options'
import { Server as Client } from '../campaign/server'
import { csvOf, FAST, GREETING, numbers } from './campaigns'
import { describeWith, useServer } from './target'

describeWith(['sandbox'], 'the command line', () => {
  const server = useServer()
  let folder: string
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'campaign-'))
  })
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  const fileOf = (phones: readonly string[]): string => {
    const file = path.join(folder, `${phones[0] ?? 'nobody'}.csv`)
    fs.writeFileSync(file, csvOf(phones))
    return file
  }

  /** As somebody types it; without a terminal that redraws lines. */
  const type = async (...words: string[]) => {
    const { url, bot, tokens } = server.address()
    const asked = readOptions(words, {
      environment: { OUTBOUND_URL: url, OUTBOUND_BOT: bot, OUTBOUND_TOKEN: tokens.admin },
      read: name => fs.readFileSync(name, 'utf8')
    })
    if (asked.kind !== 'run') throw new Error(`Not understood: ${JSON.stringify(asked)}`)
    const out = new PassThrough()
    const said: Buffer[] = []
    out.on('data', (chunk: Buffer) => said.push(chunk))
    const terminal = {
      width: null,
      write: (text: string) => void out.write(text),
      out,
      pause: () => new Promise<void>(resolve => setTimeout(resolve, 100))
    }
    const code = await run(asked.command, { server: new Client(asked.where), terminal, json: asked.json })
    return { code, text: Buffer.concat(said).toString() }
  }

  const PACE = [
    '--batch-size',
    String(FAST.batch_size),
    '--batch-interval-ms',
    String(FAST.batch_interval_ms)
  ]

  test('creates, uploads, starts and watches in one, and says at the end that everybody was written to', async () => {
    const { code, text } = await type(
      'send',
      fileOf(numbers(3)),
      '--name',
      'Una orden',
      '--template',
      GREETING.template_id,
      ...PACE
    )
    expect(text).toContain('3 rows: 3 accepted, 0 twice, 0 refused, 0 opted out')
    expect(text).toContain('Una orden: completed, 3 people')
    expect(code).toBe(0)
  })

  test('ends with 3 when somebody was not written to, and gives out who and why', async () => {
    const created = await type(
      'create',
      '--name',
      'Con fallas',
      '--template',
      GREETING.template_id,
      ...PACE,
      '--json'
    )
    const { id } = JSON.parse(created.text) as { id: number }
    const [reached = '', unknown = ''] = [...numbers(1), ...numbers(1, '980422')]
    await type('upload', String(id), fileOf([reached, unknown]))
    await type('start', String(id))
    const watched = await type('watch', String(id))
    expect(watched.code).toBe(3)
    const out = path.join(folder, 'failed.csv')
    expect(await type('export', String(id), '--status', 'failed', '--out', out)).toMatchObject({ code: 0 })
    expect(fs.readFileSync(out, 'utf8')).toContain(unknown)
    expect(fs.readFileSync(out, 'utf8')).not.toContain(reached)
    expect((await type('report', String(id), '--csv')).text).toContain('failed')
  })

  test('a dry run adds nobody, and a draft that is watched needs somebody', async () => {
    const created = await type('create', '--name', 'Sin gente', '--template', GREETING.template_id, '--json')
    const { id } = JSON.parse(created.text) as { id: number }
    expect((await type('upload', String(id), fileOf(numbers(2)), '--dry-run')).text).toContain('2 accepted')
    expect((await type('report', String(id))).text).toContain('draft, 0 people')
    expect((await type('watch', String(id))).code).toBe(4)
    expect((await type('list', '--status', 'draft')).text).toContain('Sin gente')
  })

  test('says what the server refused, in its words', async () => {
    await expect(type('start', '999999999')).rejects.toMatchObject({ name: 'RefusedError', status: 404 })
    await expect(type('create', '--name', 'x', '--template', 't', '--language', 'Spanish')).rejects.toThrow(
      /language: /
    )
    await expect(type('upload', '1', path.join(folder, 'nowhere.csv'))).rejects.toThrow(/ENOENT/)
    const { id } = JSON.parse(
      (await type('create', '--name', 'x', '--template', GREETING.template_id, '--json')).text
    ) as { id: number }
    await expect(type('start', String(id), '--at', 'tomorrow')).rejects.toThrow(/^scheduled_at: [^\n]*$/)
  })

  test('says what may be meant where the module was not even asked', async () => {
    await expect(type('list', '--bot', 'nobody-here')).rejects.toThrow(/Nobody answers there .*--bot/)
    const file = path.join(folder, 'token')
    fs.writeFileSync(file, 'no token at all')
    await expect(type('list', '--token-file', file)).rejects.toThrow(/does not take this token/)
    await expect(type('list', '--url', 'http://127.0.0.1:9')).rejects.toThrow(/can't be reached/)
  })
})
