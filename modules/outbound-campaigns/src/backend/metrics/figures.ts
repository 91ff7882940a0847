import { DAY_MS } from './day'
import type { Sums } from './measures'
import type { Happened, MetricsFigures, StepFigures } from './schema'

/** Sums as the figures that people read. Pure; docs/metrics.md says what each means. */

const HUNDREDTHS = 100

/** Two places, as the documents have them. null where there is nothing that it could be a part of. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 100 * HUNDREDTHS) / HUNDREDTHS

export const averageDays = (ms: number, n: number): number | null =>
  n === 0 ? null : Math.round((ms / n / DAY_MS) * HUNDREDTHS) / HUNDREDTHS

export const figuresOf = (sums: Sums): MetricsFigures => {
  const { started, sent } = sums
  const ended =
    sums.of_started_qualified +
    sums.of_started_completed +
    sums.of_started_opted_out +
    sums.of_started_stopped +
    sums.of_started_failed
  return {
    total_sequences_started: started,
    leads_qualified: sums.of_started_qualified,
    completed: sums.of_started_completed,
    opted_out: sums.of_started_opted_out,
    stopped: sums.of_started_stopped,
    failed: sums.of_started_failed,
    in_progress: started - ended,
    sent,
    ...ofSent(sums),
    conversion_rate_pct: percent(sums.of_started_qualified, started),
    opt_out_rate_pct: percent(sums.of_started_opted_out, started),
    ...ratesOfSent(sums),
    avg_days_to_qualify: averageDays(sums.of_started_qualify_ms, sums.of_started_qualified),
    raw: rawOf(sums),
    happened: happenedOf(sums)
  }
}

const ofSent = (sums: Sums) => ({
  delivered: sums.of_sent_delivered,
  opened: sums.of_sent_opened,
  clicked: sums.of_sent_clicked,
  replied: sums.of_sent_replied,
  bounced: sums.of_sent_bounced,
  complained: sums.of_sent_complained
})

const ratesOfSent = (sums: Sums) => ({
  // Where no word ever comes of what arrives, none has not arrived.
  delivery_rate_pct: sums.of_sent_delivered === 0 ? null : percent(sums.of_sent_delivered, sums.sent),
  open_rate_pct: percent(sums.of_sent_opened, sums.sent),
  click_rate_pct: percent(sums.of_sent_clicked, sums.sent),
  reply_rate_pct: percent(sums.of_sent_replied, sums.sent),
  bounce_rate_pct: percent(sums.of_sent_bounced, sums.sent),
  complaint_rate_pct: percent(sums.of_sent_complained, sums.sent)
})

const rawOf = (sums: Sums): MetricsFigures['raw'] => ({
  opened: sums.of_sent_raw_opened,
  clicked: sums.of_sent_raw_clicked,
  open_rate_pct: percent(sums.of_sent_raw_opened, sums.sent),
  click_rate_pct: percent(sums.of_sent_raw_clicked, sums.sent)
})

const happenedOf = (sums: Sums): Happened => ({
  started: sums.started,
  qualified: sums.qualified,
  completed: sums.completed,
  opted_out: sums.opted_out,
  stopped: sums.stopped,
  failed: sums.failed,
  sent: sums.sent,
  delivered: sums.delivered,
  opened: sums.opened,
  clicked: sums.clicked,
  replied: sums.replied,
  bounced: sums.bounced,
  complained: sums.complained,
  raw_opened: sums.raw_opened,
  raw_clicked: sums.raw_clicked,
  avg_days_to_qualify: averageDays(sums.qualify_ms, sums.qualified)
})

export const stepFiguresOf = (sums: Sums): StepFigures => ({
  sent: sums.sent,
  ...ofSent(sums),
  qualified: sums.of_sent_qualified,
  conversion_rate_pct: percent(sums.of_sent_qualified, sums.sent),
  ...ratesOfSent(sums),
  raw: rawOf(sums)
})
