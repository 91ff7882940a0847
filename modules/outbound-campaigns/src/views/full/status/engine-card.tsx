/** Whether the module is at work for this bot: its pulse, and where it keeps what it knows. */
import { Card, Icon, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Status } from '../../api/status'
import { clockTime } from '../../format'
import { t } from '../../text'

/** Ticks come every second; below this nobody would notice. */
const LATE_MS = 2000

const DATABASES: Record<Status['database']['kind'], string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

type Pulse = 'stopped' | 'late' | 'on_time'

const pulseOf = ({ running, lag_ms: lag }: Status['scheduler']): Pulse => {
  if (!running) return 'stopped'
  return lag >= LATE_MS ? 'late' : 'on_time'
}

const PULSE_LOOKS = {
  stopped: { icon: 'stop', intent: Intent.DANGER },
  late: { icon: 'time', intent: Intent.WARNING },
  on_time: { icon: 'pulse', intent: Intent.SUCCESS }
} as const

export const EngineCard: FC<{ status: Status }> = ({ status }) => {
  const { scheduler, database } = status
  const pulse = pulseOf(scheduler)
  const lag = Math.round(scheduler.lag_ms / 1000)
  return (
    <Card className="oc-card">
      <h2>{t('engine.title')}</h2>
      <div className="oc-line" data-pulse={pulse}>
        <Icon icon={PULSE_LOOKS[pulse].icon} intent={PULSE_LOOKS[pulse].intent} />
        <div>
          <div className="oc-strong">{t(`engine.pulse.${pulse}` as const, { seconds: lag })}</div>
          <div className="oc-muted">
            {scheduler.last_tick_at === null
              ? t('engine.neverTicked')
              : t('engine.lastTick', { time: clockTime(scheduler.last_tick_at) })}
          </div>
        </div>
      </div>
      <dl className="oc-facts">
        <dt>{t('engine.database')}</dt>
        <dd>{DATABASES[database.kind]}</dd>
        <dt>{t('engine.version')}</dt>
        <dd>{status.version}</dd>
      </dl>
    </Card>
  )
}
