import type { Fetch } from '../fetch'
import { isCertificateAddress } from './sns'

const KEEP_MS = 86_400_000
/** A forged message must not make us ask Amazon again and again. */
const NOT_AGAIN_MS = 60_000
const MOST = 20

/** Amazon's certificates, each asked for once a day. */
export class Certificates {
  private readonly known = new Map<string, { until: number; certificate: Promise<string | null> }>()

  constructor(
    private readonly fetch: Fetch,
    private readonly now: () => number = Date.now
  ) {}

  async of(address: string): Promise<string | null> {
    if (!isCertificateAddress(address)) return null
    const known = this.known.get(address)
    return known && this.now() < known.until ? known.certificate : this.ask(address)
  }

  private ask(address: string): Promise<string | null> {
    const entry = {
      until: this.now() + NOT_AGAIN_MS,
      certificate: this.fetch(address).then(answer => {
        const found = answer?.status === 200 ? answer.body : null
        if (found !== null) entry.until = this.now() + KEEP_MS
        return found
      })
    }
    const oldest = this.known.keys().next()
    if (this.known.size >= MOST && !oldest.done) this.known.delete(oldest.value)
    this.known.set(address, entry)
    return entry.certificate
  }
}
