import type { Database } from '../../platform/database/database'
import type { Version } from '../steps/schema'
import { findVersions } from '../templates/store'

const KEPT = 200

/** Versions that people are in: they never change, so they are read once. The most recent ones are kept. */
export class VersionShelf {
  private readonly known = new Map<number, Version>()

  async of(db: Database, botId: string, ids: readonly number[]): Promise<Map<number, Version>> {
    const wanted = [...new Set(ids)]
    const missing = wanted.filter(id => !this.known.has(id))
    const found = missing.length === 0 ? new Map<number, Version>() : await findVersions(db, botId, missing)
    const answer = new Map<number, Version>()
    for (const id of wanted) {
      const version = this.known.get(id) ?? found.get(id)
      if (!version) continue
      answer.set(id, version)
      if (version.inUse) this.keep(version)
    }
    return answer
  }

  private keep(version: Version): void {
    // The last in the map is the most recent.
    this.known.delete(version.id)
    this.known.set(version.id, version)
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break
      this.known.delete(oldest)
    }
  }
}
