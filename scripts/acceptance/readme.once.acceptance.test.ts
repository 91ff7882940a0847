import { execFile } from 'child_process'
import fs from 'fs'
import path from 'path'
import { promisify } from 'util'
import { blocksOf } from '../docs/markdown'
import { campaignsAt } from './campaigns'
import { describeWith, useServer } from './target'

const ROOT = path.join(__dirname, '../..')
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8')

/** A call that the server refuses fails the example. */
const STRICT = 'set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 30 "$@"; echo; }\n'

/** On a server of its own, because the examples name the first campaign and the first lead. */
describeWith(['own server', 'sandbox'], 'the README', () => {
  const server = useServer()

  const execute = async (script: string) => {
    const { url, bot, tokens } = server.address()
    const here = script
      .replaceAll(
        'OUTBOUND_TOKEN=secret',
        `OUTBOUND_TOKEN=${tokens.admin} OUTBOUND_URL=${url} OUTBOUND_BOT=${bot}`
      )
      .replace(/^TOKEN=.*$/m, `TOKEN=${tokens.admin}`)
      .replace(/^API=http:\/\/127\.0\.0\.1:3000\/api\/v1\/bots\/demo/m, `API=${url}/api/v1/bots/${bot}`)
    expect(here).not.toContain('127.0.0.1:3000')
    const { stdout } = await promisify(execFile)('bash', ['-c', STRICT + here], { cwd: ROOT })
    return stdout
  }

  test('has examples of the API that work as they stand, one after the other', async () => {
    const examples = README.split('<!-- examples -->')[1]?.split('<!-- /examples -->')[0] ?? ''
    const said = await execute(
      blocksOf(examples)
        .map(({ text }) => text)
        .join('\n')
    )
    expect(said).toContain('"accepted":10,"updated":0,"duplicates":1,"invalid":2')
    expect(said).toContain('"added":1')
  })

  test('says what comes of the sample: eight people have it, two can not be reached', async () => {
    const done = await campaignsAt(server).status(1, 'completed')
    expect(done.counts).toMatchObject({ total: 10, failed: 2, pending: 0 })
    const { sent, delivered, read } = done.counts
    expect(sent + delivered + read).toBe(8)
    const failed = await server.api<string>('/campaigns/1/export-failed')
    expect(failed.body).toContain('4422991300,No WhatsApp')
    expect(failed.body).toContain('4422991240,Has opted out at WhatsApp')
  })

  test('shows a CSV that is taken as it stands, its numbers as it says', async () => {
    const csv = blocksOf(README).find(({ language }) => language === 'csv')?.text ?? ''
    const { id } = (
      await server.api<{ id: number }>('/campaigns', {
        method: 'POST',
        json: { name: 'CSV', template_id: 'bienvenida' }
      })
    ).body
    const taken = await server.api<{ accepted: number; preview: Array<{ phone_number: string }> }>(
      `/campaigns/${id}/upload-csv?dry_run=true`,
      { method: 'POST', file: csv }
    )
    expect(taken.body.accepted).toBe(2)
    expect(taken.body.preview.map(row => row.phone_number)).toEqual(['+5214422591631', '+5214421234567'])
  })

  test('shows a campaign from the command line, which ends with 3 because two are not written to', async () => {
    const line = blocksOf(README).find(({ text }) => text.startsWith('OUTBOUND_TOKEN='))?.text ?? ''
    const ended = await execute(line).then(
      () => null,
      (err: { code: number; stdout: string; stderr: string }) => err
    )
    expect(ended).toMatchObject({ code: 3, stdout: expect.stringContaining('October: completed, 10 people') })
  })
})
