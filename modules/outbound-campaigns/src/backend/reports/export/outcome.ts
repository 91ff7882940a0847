import type { IncomingHttpHeaders } from 'http'
import type { S3Problem } from './account'

/**
 * done   it is written
 * again  it may be written later
 * never  somebody has to mend something first
 */
export type PutOutcome = { kind: 'done' } | { kind: 'again' | 'never'; problem: S3Problem }

/**
 * What S3 answered, in words of our own: its error documents repeat the key that was used and what was signed with it. Of
 * them only the code is taken, and a region.
 */
export const outcomeOfAnswer = (status: number, headers: IncomingHttpHeaders, body: string): PutOutcome => {
  if (status >= 200 && status < 300) return { kind: 'done' }
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(body)?.[1] ?? null
  const known = code === null ? undefined : KNOWN[code]
  if (known) return { kind: known.kind, problem: { code: known.code, detail: `${known.detail} (${code})` } }
  const region = regionOf(headers, body)
  if ((status >= 300 && status < 400) || region !== null) return wrongRegion(region)
  const said = code === null ? `S3 answered ${status}.` : `S3 answered ${status} (${code}).`
  if (status === 403)
    return { kind: 'never', problem: { code: 's3_refused', detail: `The key may not write there. ${said}` } }
  if (status === 404)
    return {
      kind: 'never',
      problem: { code: 's3_no_such_bucket', detail: `There is no such bucket. ${said}` }
    }
  const passes = status === 408 || status === 429 || status >= 500
  return { kind: passes ? 'again' : 'never', problem: { code: `s3_${status}`, detail: said } }
}

interface Known {
  kind: 'again' | 'never'
  code: string
  detail: string
}

const KNOWN: Readonly<Record<string, Known>> = {
  InvalidAccessKeyId: {
    kind: 'never',
    code: 's3_wrong_key',
    detail: 'S3 does not know the access key: check s3AccessKeyId, or AWS_ACCESS_KEY_ID.'
  },
  SignatureDoesNotMatch: {
    kind: 'never',
    code: 's3_wrong_key',
    detail: 'The secret does not belong to the access key: check s3SecretAccessKey, or AWS_SECRET_ACCESS_KEY.'
  },
  InvalidToken: {
    kind: 'never',
    code: 's3_wrong_key',
    detail: 'The session token does not belong to the access key.'
  },
  ExpiredToken: { kind: 'never', code: 's3_wrong_key', detail: 'The temporary key has expired.' },
  AccessDenied: {
    kind: 'never',
    code: 's3_refused',
    detail: 'The key may not write there: it needs s3:PutObject on the bucket.'
  },
  AllAccessDisabled: { kind: 'never', code: 's3_refused', detail: 'The bucket is closed.' },
  NoSuchBucket: {
    kind: 'never',
    code: 's3_no_such_bucket',
    detail: 'There is no such bucket: check s3_bucket and where s3Endpoint leads to.'
  },
  InvalidBucketName: { kind: 'never', code: 's3_no_such_bucket', detail: 'S3 takes no bucket of this name.' },
  RequestTimeTooSkewed: {
    kind: 'never',
    code: 's3_clock',
    detail: "The clocks of this server and of S3 are too far apart: set this server's."
  },
  SlowDown: { kind: 'again', code: 's3_busy', detail: 'S3 takes no more at the moment.' },
  ServiceUnavailable: { kind: 'again', code: 's3_busy', detail: 'S3 takes no more at the moment.' },
  RequestTimeout: { kind: 'again', code: 's3_busy', detail: 'S3 waited for the rest of it.' },
  OperationAborted: { kind: 'again', code: 's3_busy', detail: 'Somebody else wrote there at the same time.' }
}

const regionOf = (headers: IncomingHttpHeaders, body: string): string | null => {
  const told = headers['x-amz-bucket-region'] ?? /<Region>([a-z0-9-]{1,40})<\/Region>/.exec(body)?.[1]
  return typeof told === 'string' && /^[a-z0-9-]{1,40}$/.test(told) ? told : null
}

const wrongRegion = (region: string | null): PutOutcome => ({
  kind: 'never',
  problem: {
    code: 's3_wrong_region',
    detail:
      region === null
        ? 'The bucket is in another region: check s3Region and s3Endpoint.'
        : `The bucket is in another region, ${region}: set s3Region.`
  }
})

/** No answer at all. What can be wrong for long is tried again too: a name or a server may come back. */
export const outcomeOfFailure = (why: string): PutOutcome => {
  if (why === 'ENOTFOUND' || why === 'EAI_AGAIN')
    return {
      kind: 'again',
      problem: {
        code: 's3_unknown_host',
        detail: `The name of the S3 server is not known (${why}): check s3Endpoint.`
      }
    }
  if (why === 'timeout')
    return { kind: 'again', problem: { code: 's3_timeout', detail: 'S3 did not answer in time.' } }
  if (why === 'bad_request')
    return {
      kind: 'never',
      problem: { code: 's3_bad_request', detail: 'The key or its token holds what no request can carry.' }
    }
  if (/CERT|SIGNED|ISSUER|TLS|SSL|EPROTO/.test(why))
    return {
      kind: 'never',
      problem: {
        code: 's3_certificate',
        detail: `The S3 server can't be trusted: its certificate is refused (${word(why)}).`
      }
    }
  return {
    kind: 'again',
    problem: { code: 's3_unreachable', detail: `The S3 server can't be reached (${word(why)}).` }
  }
}

const word = (code: string): string => code.replace(/[^A-Za-z0-9_]/g, '').slice(0, 60)
