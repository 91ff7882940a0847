import type { S3Account } from './account'

/** What is written: the documented JSON. A run always gives the same bytes under the same key, however often. */
export const EXPORT_VERSION = '1.0'

export interface Exported {
  /** weekly__2026-W09, or that of a run of nurturing. */
  runId: string
  /** When the report was made: not when it was written, which is another moment at each try. */
  at: number
  performanceReport: unknown
}

export const exportDocument = ({ runId, at, performanceReport }: Exported): string =>
  JSON.stringify({
    timestamp: new Date(at).toISOString(),
    run_id: runId,
    performance_report: performanceReport,
    export_version: EXPORT_VERSION
  })

/** One folder a bot, so that two bots' runs never overwrite each other. Nothing in it needs escaping in an address. */
export const exportKey = ({ path }: Pick<S3Account, 'path'>, botId: string, runId: string): string =>
  [...(path === '' ? [] : [path]), plain(botId), `${plain(runId)}.json`].join('/')

const plain = (text: string): string => text.replace(/[^A-Za-z0-9_.=-]/g, '-').replace(/^\.+/, '-')
