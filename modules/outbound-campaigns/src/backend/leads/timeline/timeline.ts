import { badRequest } from '../../platform/http/problem'
import type { PageRequest } from '../../platform/database/page'
import { toIso } from '../../platform/database/values'
import type { StoredLead } from '../lead'
import type { ShownEntry } from './schema'
import type { Before, TimelineEntry, TimelineSource } from './source'

/** Where a page ended: the moment, and within it the place of the source and the entry's id. */
interface Position {
  at: number
  source: number
  id: number
}

interface Placed extends TimelineEntry {
  source: number
}

/**
 * What happened to a person, from all that know something of it. Each source is asked for one page, and the pages are
 * merged; so a page costs the same wherever it is, and nothing is copied to be shown.
 */
export class Timeline {
  private readonly sources: TimelineSource[]

  constructor(sources: readonly TimelineSource[]) {
    this.sources = [...sources]
  }

  /** Others know something of people too. While the module is wired: cursors name a source by its place. */
  add(source: TimelineSource): void {
    this.sources.push(source)
  }

  async of(
    botId: string,
    lead: StoredLead,
    { limit, cursor }: PageRequest
  ): Promise<{ items: ShownEntry[]; next_cursor: string | null }> {
    const from = cursor === undefined ? null : this.positionOf(cursor)
    const found: Placed[] = []
    for (const [place, source] of this.sources.entries()) {
      const entries = await source.read(botId, lead, { before: beforeFor(place, from), limit: limit + 1 })
      found.push(...entries.map(entry => ({ ...entry, source: place })))
    }
    found.sort((a, b) => b.at - a.at || a.source - b.source || b.id - a.id)
    const items = found.slice(0, limit)
    const last = items[items.length - 1]
    return {
      items: items.map(({ at, kind, channel, details }) => ({
        at: toIso(at),
        kind,
        channel,
        details: { ...details }
      })),
      next_cursor: found.length > limit && last ? `${last.at}.${last.source}.${last.id}` : null
    }
  }

  private positionOf(cursor: string): Position {
    const [, at, source, id] = /^(\d{1,15})\.(\d{1,3})\.(\d{1,16})$/.exec(cursor) ?? []
    const position = { at: Number(at), source: Number(source), id: Number(id) }
    if (id !== undefined && position.source < this.sources.length) return position
    throw badRequest('The cursor is not one that this list gave. Begin again without it.', [
      { path: 'cursor', message: 'not a cursor of this list' }
    ])
  }
}

/** Of one moment, the entries of earlier sources were shown and those of later ones weren't. */
const beforeFor = (place: number, from: Position | null): Before | null => {
  if (from === null) return null
  if (place === from.source) return { at: from.at, id: from.id }
  return { at: from.at, id: place < from.source ? 0 : Number.MAX_SAFE_INTEGER }
}
