/** So long is a server that can't be reached waited for, before somebody is asked to look. */
const PATIENCE_MS = 10 * 60_000

/**
 * Whether a server's not being reachable passes or lasts. A restart of the server, or a network that is away for a minute,
 * is held against no message; when it goes on, waiting on would only hide it. Of this process alone: each node has its own
 * network.
 */
export class Trouble {
  private since: number | null = null

  constructor(
    private readonly patienceMs = PATIENCE_MS,
    private readonly now: () => number = Date.now
  ) {}

  /** Says whether it lasts. Then it begins anew: whoever resumes has looked after it. */
  lasts(): boolean {
    const now = this.now()
    this.since = this.since ?? now
    if (now - this.since < this.patienceMs) return false
    this.since = null
    return true
  }

  over(): void {
    this.since = null
  }
}
