import { z } from 'zod'
import { news, type ErrandResult, type Fact, type FactKind, type News } from '../../inbox'
import type { Exported } from './document'
import type { S3Exporter, Written } from './exporter'
import type { S3Problem } from './account'

/**
 * An export that nobody waits for, as an errand of the inbox: written down with what is exported, tried again for a day,
 * each time with the same bytes under the same key. A report that is kept is read from where it is kept.
 */
const bodySchema = z.object({
  run_id: z.string(),
  at: z.number(),
  report_id: z.number().nullable(),
  performance_report: z.unknown()
})

export const metricsExport: FactKind<z.infer<typeof bodySchema>> = {
  name: 'metrics.export',
  body: bodySchema,
  keepMs: 86_400_000
}

/** Asked for twice for one run, it is written once. */
export const exportNews = (given: {
  runId: string
  at: number
  reportId: number | null
  performanceReport: unknown
}): News =>
  news(metricsExport, {
    dedupeKey: `metrics export ${given.runId}`,
    subject: null,
    body: {
      run_id: given.runId,
      at: given.at,
      report_id: given.reportId,
      performance_report: given.performanceReport
    }
  })

export interface ExportErrandSources {
  exporter: Pick<S3Exporter, 'write'>
  /** undefined: it isn't kept any more. */
  reportOf(botId: string, id: number): Promise<unknown>
  written(botId: string, reportId: number, written: Written): Promise<void>
  failed(botId: string, reportId: number, problem: S3Problem): Promise<void>
}

export const exportErrand =
  (sources: ExportErrandSources) =>
  async (botId: string, { body }: Fact<z.infer<typeof bodySchema>>): Promise<ErrandResult> => {
    const { report_id: reportId } = body
    const performanceReport =
      reportId === null ? body.performance_report : await sources.reportOf(botId, reportId)
    if (performanceReport === undefined) return { kind: 'done' }
    const exported: Exported = { runId: body.run_id, at: body.at, performanceReport }
    const result = await sources.exporter.write(botId, exported)
    switch (result.kind) {
      case 'off':
        return { kind: 'done' }
      case 'done':
        if (reportId !== null) await sources.written(botId, reportId, result)
        return { kind: 'done' }
      case 'again':
      case 'never':
        if (reportId !== null) await sources.failed(botId, reportId, result.problem)
        return { kind: result.kind, error: result.problem.detail }
    }
  }
