import type { Reason } from '../outcome'
import { TemplatesUnavailable } from './fetch-templates'
import type { Template, TemplateList } from './templates-schema'

export type { Template, TemplateList }

const FRESH_MS = 5 * 60_000
/** After a failure the provider is left alone for a moment: every screen that opens would wait for it again. */
const REST_AFTER_FAILURE_MS = 30_000

/**
 * An account's templates, remembered for five minutes. When the provider can't be asked, what it said last still helps
 * more than nothing, as long as it is marked as such.
 */
export class TemplateShelf {
  private known: { items: Template[]; at: number } | undefined
  private failed: { reason: Reason; at: number } | undefined
  private asking: Promise<void> | undefined

  constructor(
    private readonly fetch: () => Promise<Template[]>,
    private readonly now: () => number = Date.now
  ) {}

  async list(refresh = false): Promise<TemplateList> {
    if (refresh || this.isDue()) await this.ask()
    return {
      items: this.known?.items ?? [],
      stale: this.failed !== undefined || this.known === undefined,
      fetched_at: this.known ? new Date(this.known.at).toISOString() : null,
      reason: this.failed?.reason ?? null
    }
  }

  private isDue(): boolean {
    const now = this.now()
    if (this.failed) return now - this.failed.at >= REST_AFTER_FAILURE_MS
    return this.known === undefined || now - this.known.at >= FRESH_MS
  }

  /** Several who ask at once share one answer. */
  private ask(): Promise<void> {
    this.asking = this.asking ?? this.load()
    return this.asking
  }

  private async load(): Promise<void> {
    try {
      this.known = { items: await this.fetch(), at: this.now() }
      this.failed = undefined
    } catch (err) {
      this.failed = { reason: reasonOf(err), at: this.now() }
    } finally {
      this.asking = undefined
    }
  }
}

const reasonOf = (err: unknown): Reason =>
  err instanceof TemplatesUnavailable
    ? err.reason
    : { code: 'templates_unreadable', detail: "Vonage's list of templates could not be read." }

/**
 * The template of a campaign in its language: by its name, which may bring its namespace along. Where several of the
 * account's WABAs have one of this name, the one that can be sent.
 */
export const findTemplate = (
  list: Pick<TemplateList, 'items'>,
  name: string,
  language: string
): Template | undefined => {
  const plain = name.slice(name.indexOf(':') + 1)
  const found = list.items.filter(item => item.name === plain && item.language === language)
  return found.find(({ status }) => status === 'APPROVED') ?? found[0]
}

export interface TemplateFilter {
  search?: string | undefined
  language?: string | undefined
  status?: string | undefined
}

export const filterTemplates = (
  items: readonly Template[],
  { search, language, status }: TemplateFilter
): Template[] => {
  const part = search?.trim().toLowerCase() ?? ''
  return items.filter(
    item =>
      item.name.toLowerCase().includes(part) &&
      (language === undefined || item.language === language) &&
      (status === undefined || item.status === status.toUpperCase())
  )
}
