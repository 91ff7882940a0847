import type { LookupFunction } from 'net'
import { configSchema, type ModuleConfig } from '../../platform/config'
import { answer, HandPlayedServer } from '../../platform/net/testing/hand-played-server'
import { DEFAULTS } from '../../platform/settings/schema'
import { S3Exporter } from './exporter'
import { S3RVER_KEY, StrictS3 } from './testing/strict-s3'

const KEY = { s3AccessKeyId: S3RVER_KEY, s3SecretAccessKey: S3RVER_KEY }
const SECRET = 'a-secret-that-nobody-may-see'

const s3 = new StrictS3('metrics')
const played = new HandPlayedServer()
let playedUrl = ''

beforeAll(async () => {
  await s3.start()
  playedUrl = `http://127.0.0.1:${await played.start()}`
})
afterAll(async () => {
  await s3.close()
  await played.close()
})
beforeEach(() => {
  s3.requests.length = 0
  played.requests.length = 0
})

interface Given {
  config?: Partial<ModuleConfig>
  settings?: Partial<typeof DEFAULTS>
  environment?: NodeJS.ProcessEnv
  lookup?: LookupFunction
}

const exporter = ({ config, settings, environment = {}, lookup }: Given = {}) =>
  new S3Exporter({
    settings: {
      of: async () => ({ ...DEFAULTS, export_metrics_to_s3: true, s3_bucket: 'metrics', ...settings })
    },
    configOf: async () =>
      configSchema.parse({ s3Endpoint: `http://127.0.0.1:${s3.port}`, ...KEY, ...config }),
    environment,
    lookup
  })

const report = { leads: 7, name: 'Reactivación <2026> & "más" 😀' }
const run = {
  runId: 'weekly__2026-W09',
  at: Date.parse('2026-03-02T09:00:00Z'),
  performanceReport: report
}

describe('An export', () => {
  const key = 'lead_nurturing/metrics/demo/weekly__2026-W09.json'

  it('is the documented JSON under the key of its run, one object however often it is written', async () => {
    for (let time = 0; time < 3; time += 1)
      expect(await exporter().write('demo', run)).toEqual({ kind: 'done', bucket: 'metrics', key })
    expect([...(await s3.objects())]).toEqual([
      [
        key,
        {
          timestamp: '2026-03-02T09:00:00.000Z',
          run_id: 'weekly__2026-W09',
          performance_report: report,
          export_version: '1.0'
        }
      ]
    ])
  })

  it('goes to a folder of its bot, in the folder of the settings, whatever the run is called', async () => {
    const named = { ...run, runId: '../manual__2026-03-02T09:00:00/ñ' }
    expect(await exporter({ settings: { s3_path: '' } }).write('otro', named)).toMatchObject({
      kind: 'done',
      key: 'otro/--manual__2026-03-02T09-00-00--.json'
    })
    expect(await exporter({ settings: { s3_path: 'a/b=1' } }).write('otro', run)).toMatchObject({
      key: 'a/b=1/otro/weekly__2026-W09.json'
    })
  })

  it('addresses the bucket in the path or in the name of the host, each signed as it is sent', async () => {
    const config = { s3Endpoint: `http://${s3.host}:${s3.port}`, s3Region: 'mx-central-1' }
    const { lookup } = s3
    const inName = exporter({ config: { ...config, s3Addressing: 'virtual_host' }, lookup })
    const inPath = exporter({ config: { ...config, s3Addressing: 'path' }, lookup })
    expect(await inName.write('demo', run)).toMatchObject({ kind: 'done' })
    expect(await inPath.write('demo', run)).toMatchObject({ kind: 'done' })
    expect(s3.requests).toEqual([
      { method: 'PUT', host: `metrics.${s3.host}:${s3.port}`, path: `/${key}` },
      { method: 'PUT', host: `${s3.host}:${s3.port}`, path: `/metrics/${key}` }
    ])
  })

  it('takes its key from the environment where the configuration has none', async () => {
    const config = { s3AccessKeyId: '', s3SecretAccessKey: '' }
    const environment = { AWS_ACCESS_KEY_ID: S3RVER_KEY, AWS_SECRET_ACCESS_KEY: S3RVER_KEY }
    expect(await exporter({ config, environment }).write('demo', run)).toMatchObject({ kind: 'done' })
    expect(await exporter({ config }).write('demo', run)).toMatchObject({
      kind: 'never',
      problem: { code: 's3_no_credentials' }
    })
  })

  it('is off until somebody wants it, and says what is missing then', async () => {
    expect(await exporter({ settings: { export_metrics_to_s3: false } }).write('demo', run)).toEqual({
      kind: 'off'
    })
    expect(await exporter({ settings: { s3_bucket: null } }).write('demo', run)).toMatchObject({
      problem: { code: 's3_no_bucket' }
    })
    expect(s3.requests).toEqual([])
  })
})

describe('What S3 refuses is said in words, without what is secret', () => {
  it.each([
    ['a key that it does not know', { s3AccessKeyId: 'AKIANOBODY' }, {}, 's3_wrong_key'],
    ['a secret that is not the key’s', { s3SecretAccessKey: SECRET }, {}, 's3_wrong_key'],
    ['a bucket that is not there', {}, { s3_bucket: 'nowhere' }, 's3_no_such_bucket']
  ])('%s', async (_name, config, settings, code) => {
    const result = await exporter({ config, settings }).writeNow('demo', run)
    expect(result).toMatchObject({ kind: 'never', problem: { code } })
    // Nothing is tried again that somebody has to mend first.
    expect(s3.requests).toHaveLength(1)
    expect(JSON.stringify(result)).not.toMatch(/AKIANOBODY|a-secret|Signature=|StringToSign/)
  })

  it('a server that nobody knows, or at which nobody listens', async () => {
    const nobody: LookupFunction = (host, _options, callback) =>
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '', 4)
    expect(
      await exporter({ config: { s3Endpoint: 'https://s3.nowhere.example' }, lookup: nobody }).write(
        'demo',
        run
      )
    ).toMatchObject({ kind: 'again', problem: { code: 's3_unknown_host' } })
    expect(await exporter({ config: { s3Endpoint: 'http://127.0.0.1:9' } }).write('demo', run)).toMatchObject(
      { kind: 'again', problem: { code: 's3_unreachable' } }
    )
  })

  it('a region that is another one, by what S3 says of it', async () => {
    played.play = answer(301, '<Error><Code>PermanentRedirect</Code></Error>', [
      'x-amz-bucket-region: eu-west-1'
    ])
    expect(await exporter({ config: { s3Endpoint: playedUrl } }).write('demo', run)).toEqual({
      kind: 'never',
      problem: {
        code: 's3_wrong_region',
        detail: 'The bucket is in another region, eu-west-1: set s3Region.'
      }
    })
  })
})

describe('What may succeed later is tried again', () => {
  const toPlayed = (settings = {}) => exporter({ config: { s3Endpoint: playedUrl }, settings })

  it('when S3 is busy, and ends with the first success', async () => {
    let left = 2
    played.play = socket => {
      left -= 1
      if (left >= 0) answer(503, '<Error><Code>SlowDown</Code></Error>')(socket)
      else answer(200, '')(socket)
    }
    expect(await toPlayed().writeNow('demo', run)).toMatchObject({ kind: 'done' })
    expect(played.requests).toHaveLength(3)
    const keys = new Set(played.requests.map(request => /^PUT (\S+)/.exec(request)?.[1]))
    const bodies = new Set(played.requests.map(request => request.split('\r\n\r\n')[1]))
    expect([keys.size, bodies.size]).toEqual([1, 1])
  })

  it('when it says nothing for longer than the settings let it', async () => {
    played.play = () => undefined
    expect(await toPlayed({ request_timeout: 1 }).write('demo', run)).toMatchObject({
      kind: 'again',
      problem: { code: 's3_timeout' }
    })
  })

  it('when the connection is lost in the middle of the answer', async () => {
    played.play = socket => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf')
      setTimeout(() => socket.destroy(), 20)
    }
    expect(await toPlayed().write('demo', run)).toMatchObject({
      kind: 'again',
      problem: { code: 's3_unreachable' }
    })
  })
})
