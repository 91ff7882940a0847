import type { ModuleConfig } from '../../platform/config'
import type { Settings } from '../../platform/settings/schema'

/** Where exports go: from the configuration, the settings and the environment. No secret is ever part of a problem. */
export interface S3Account {
  /** Without a path: https://s3.us-east-1.amazonaws.com */
  endpoint: URL
  region: string
  bucket: string
  /** Without slashes around it; empty: the bucket's top. */
  path: string
  addressing: 'path' | 'virtual_host'
  key: { accessKeyId: string; secretAccessKey: string; sessionToken: string | undefined }
}

export interface S3Problem {
  code: string
  detail: string
}

export type S3AccountResult =
  | { kind: 'account'; account: S3Account }
  /** Nobody wants it. */
  | { kind: 'off' }
  | { kind: 'problem'; problem: S3Problem }

type AwsEnvironment = Partial<
  Record<'AWS_REGION' | 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_SESSION_TOKEN', string>
>

const DEFAULT_REGION = 'us-east-1'

export const s3Account = (
  config: ModuleConfig,
  settings: Pick<Settings, 'export_metrics_to_s3' | 's3_bucket' | 's3_path'>,
  environment: AwsEnvironment = process.env
): S3AccountResult => {
  if (!settings.export_metrics_to_s3) return { kind: 'off' }
  const bucket = settings.s3_bucket
  if (bucket === null) return problem('s3_no_bucket', 'The settings name no bucket (s3_bucket).')
  const key = keyOf(config, environment)
  if (!key) {
    return problem(
      's3_no_credentials',
      'The key is missing: s3AccessKeyId and s3SecretAccessKey in the configuration, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
    )
  }
  const region = config.s3Region || environment.AWS_REGION || DEFAULT_REGION
  if (!/^[a-z0-9-]{1,40}$/.test(region))
    return problem('s3_bad_region', 's3Region in the configuration is no region.')
  const isAmazon = config.s3Endpoint === ''
  const endpoint = isAmazon ? new URL(amazonOf(region)) : urlOf(config.s3Endpoint)
  if (!endpoint) {
    return problem(
      's3_bad_endpoint',
      's3Endpoint in the configuration is no address such as https://s3.example.com.'
    )
  }
  return {
    kind: 'account',
    account: {
      endpoint,
      region,
      bucket,
      path: settings.s3_path,
      addressing: config.s3Addressing || addressingOf(isAmazon, bucket),
      key
    }
  }
}

const problem = (code: string, detail: string): S3AccountResult => ({
  kind: 'problem',
  problem: { code, detail }
})

/** A key and its secret belong together: half of one from here and half from there would open nothing. */
const keyOf = (config: ModuleConfig, environment: AwsEnvironment): S3Account['key'] | undefined => {
  if (config.s3AccessKeyId !== '' && config.s3SecretAccessKey !== '') {
    return {
      accessKeyId: config.s3AccessKeyId,
      secretAccessKey: config.s3SecretAccessKey,
      sessionToken: config.s3SessionToken || undefined
    }
  }
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = environment
  if (config.s3AccessKeyId !== '' || config.s3SecretAccessKey !== '' || !id || !secret) return undefined
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: token || undefined }
}

const amazonOf = (region: string): string =>
  `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`

/** A certificate for *.s3.amazonaws.com doesn't hold for a name with one more dot in it. */
const addressingOf = (isAmazon: boolean, bucket: string): S3Account['addressing'] =>
  isAmazon && !bucket.includes('.') ? 'virtual_host' : 'path'

const urlOf = (text: string): URL | undefined => {
  try {
    const url = new URL(text)
    const isPlain = url.pathname === '/' && url.search === '' && url.hash === ''
    const isHttp = url.protocol === 'https:' || url.protocol === 'http:'
    return isHttp && isPlain && url.username === '' && url.password === '' ? url : undefined
  } catch {
    return undefined
  }
}
