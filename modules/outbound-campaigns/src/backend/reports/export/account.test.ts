import { configSchema } from '../../platform/config'
import { DEFAULTS, settingsChangeSchema } from '../../platform/settings/schema'
import { s3Account } from './account'

const wanted = { ...DEFAULTS, export_metrics_to_s3: true, s3_bucket: 'metrics' }
const key = { s3AccessKeyId: 'AKIA', s3SecretAccessKey: 'secret' }
const account = (config: object = {}, settings: object = {}, environment: NodeJS.ProcessEnv = {}) =>
  s3Account(configSchema.parse({ ...key, ...config }), { ...wanted, ...settings }, environment)

describe('Where exports go', () => {
  it("is Amazon's S3 of the region, by the bucket's name, unless something else is set", () => {
    expect(account({}, {}, { AWS_REGION: 'mx-central-1' })).toMatchObject({
      account: {
        endpoint: new URL('https://s3.mx-central-1.amazonaws.com'),
        region: 'mx-central-1',
        addressing: 'virtual_host',
        path: 'lead_nurturing/metrics'
      }
    })
    expect(account()).toMatchObject({ account: { region: 'us-east-1' } })
    expect(account({}, { s3_bucket: 'metrics.example.com' })).toMatchObject({
      account: { addressing: 'path' }
    })
    expect(account({ s3Endpoint: 'http://minio:9000' })).toMatchObject({ account: { addressing: 'path' } })
  })

  it.each([
    [{ s3Endpoint: 'minio:9000' }, {}, 's3_bad_endpoint'],
    [{ s3Endpoint: 'https://user:pass@minio' }, {}, 's3_bad_endpoint'],
    [{ s3Endpoint: 'https://minio/bucket' }, {}, 's3_bad_endpoint'],
    [{ s3Region: 'US East' }, {}, 's3_bad_region'],
    [{ s3AccessKeyId: '' }, {}, 's3_no_credentials'],
    [{}, { s3_bucket: null }, 's3_no_bucket']
  ])('%j %j: %s', (config, settings, code) => {
    const found = account(config, settings, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' })
    expect(found).toMatchObject({ kind: 'problem', problem: { code } })
    expect(JSON.stringify(found)).not.toMatch(/secret"|user:pass|AKIA/)
  })

  it.each([
    [{ s3_bucket: 'UPPER' }],
    [{ s3_bucket: 'ab' }],
    [{ s3_bucket: 'a..b' }],
    [{ s3_path: 'a/../b' }],
    [{ s3_path: 'a b' }],
    [{ s3_path: '../../etc' }],
    [{ weekly_report: { weekday: 0, at: '09:00' } }],
    [{ weekly_report: { weekday: 1, at: '24:00' } }],
    [{ monthly_report: { day: 29, at: '09:00' } }]
  ])('the settings refuse %j', change => expect(settingsChangeSchema.safeParse(change).success).toBe(false))

  it('the settings take slashes around the folder off, and null for no report', () => {
    expect(settingsChangeSchema.parse({ s3_path: '/a/b/', weekly_report: null })).toEqual({
      s3_path: 'a/b',
      weekly_report: null
    })
  })
})
