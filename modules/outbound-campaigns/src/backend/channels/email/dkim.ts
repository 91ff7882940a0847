import { createPrivateKey, sign } from 'crypto'
import fs from 'fs'

export interface DkimKey {
  domain: string
  selector: string
  privateKey: string
}

/**
 * What a signature covers. Mail services that offer "unsubscribe" beside a sender's name ask for both of List-Unsubscribe's
 * headers to be covered (RFC 8058), which nodemailer's own list doesn't. A header that a relay writes anew must not be in
 * it, or the signature breaks on the way: SES replaces Date and Message-ID. A name that isn't in a mail does no harm.
 */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Reply-To', 'In-Reply-To', 'References', 'MIME-Version', 'Content-Type'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID']
]
const REWRITTEN_BY_SES = ['Date', 'Message-ID']

export const signedHeaders = (ses: boolean): string =>
  (ses ? SIGNED : [...SIGNED, ...REWRITTEN_BY_SES]).join(':')

/** Below this, receivers treat a signature as if it weren't there (RFC 8301). */
const FEWEST_BITS = 1024

type DkimResult =
  { kind: 'none' } | { kind: 'key'; key: DkimKey } | { kind: 'problem'; code: 'bad_dkim'; detail: string }

/** The key is tried here: nodemailer would send a mail without a signature rather than say that it can't sign. */
export const readDkim = async (given: {
  dkimDomain: string
  dkimSelector: string
  dkimPrivateKey: string
}): Promise<DkimResult> => {
  const problem = (detail: string): DkimResult => ({ kind: 'problem', code: 'bad_dkim', detail })
  const fields = {
    dkimDomain: given.dkimDomain,
    dkimSelector: given.dkimSelector,
    dkimPrivateKey: given.dkimPrivateKey
  }
  const missing = Object.entries(fields).filter(([, value]) => value === '')
  if (missing.length === Object.keys(fields).length) return { kind: 'none' }
  if (missing.length > 0)
    return problem(`Missing in the configuration: ${missing.map(([name]) => name).join(', ')}.`)
  if (!/^[\w-]+(\.[\w-]+)*$/.test(given.dkimSelector))
    return problem('dkimSelector is not a name in the DNS.')
  if (!/^[\w-]+(\.[\w-]+)+$/.test(given.dkimDomain)) return problem('dkimDomain is not a domain.')

  let pem = given.dkimPrivateKey.replace(/\\n/g, '\n')
  if (!pem.includes('-----BEGIN')) {
    try {
      pem = await fs.promises.readFile(given.dkimPrivateKey, 'utf8')
    } catch (err) {
      const { code } = err as NodeJS.ErrnoException
      return problem(`dkimPrivateKey is neither a key nor a file that can be read (${code ?? 'unknown'}).`)
    }
  }
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'rsa') return problem('dkimPrivateKey is not an RSA key.')
    if (bitsOf(pem) < FEWEST_BITS) return problem(`dkimPrivateKey has fewer than ${FEWEST_BITS} bits.`)
  } catch {
    return problem('dkimPrivateKey is not a private key in PEM form.')
  }
  return { kind: 'key', key: { domain: given.dkimDomain, selector: given.dkimSelector, privateKey: pem } }
}

/** A signature is as long as the key. */
const bitsOf = (pem: string): number => sign('sha256', Buffer.from(''), pem).length * 8
