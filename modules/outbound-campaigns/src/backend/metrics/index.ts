/** What reports, the dashboard and the entry use of metrics. */
export { createMetrics, type MetricsCapability, type MetricsContext } from './capability'
export { cohorts, dailyMetrics, summaryOf, topSequences, topSteps, type MetricsRange } from './read'
export { refreshMetrics, type Refreshed } from './refresh'
export {
  dailySchema,
  summarySchema,
  type Cohort,
  type DailyMetrics,
  type Happened,
  type MetricsFigures,
  type MetricsSummary,
  type StepFigures,
  type TopSequence,
  type TopSequences,
  type TopStep,
  type TopSteps
} from './schema'
