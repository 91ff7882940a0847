/** How near the limits are at which sending stops by itself, and what is left of the limits of the day. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Cap, Guardrails } from '../../api/guardrails'
import { moment, number, percent } from '../../format'
import { t } from '../../text'
import { hrefOf } from '../navigation/use-route'
import { FailureNotice } from '../platform/failure'
import type { Resource } from '../platform/resource'
import { Gauge } from './gauge'
import { Waiting } from './part'

const RATES = [
  ['bounces', 'bounce_rate', 'bounced'],
  ['complaints', 'complaint_rate', 'complained']
] as const

const Rates: FC<{ guardrails: Guardrails }> = ({
  guardrails: { mails, limits, floor, window_days: days }
}) => (
  <>
    {RATES.map(([name, rate, part]) => (
      <Gauge
        key={name}
        name={name}
        title={t(`dashboard.guardrails.${name}` as const)}
        of={t('dashboard.guardrails.allMails')}
        // Too few say nothing: the limit holds from the floor on.
        share={mails.sent < floor ? 0 : (mails[rate] ?? 0) / limits[rate]}
        value={t('dashboard.guardrails.ofLimit', {
          rate: percent(mails[rate] ?? 0),
          limit: percent(limits[rate])
        })}
        below={
          mails.sent < floor
            ? t('dashboard.guardrails.floor', { n: number(floor) })
            : t('dashboard.guardrails.behind', {
                part: number(mails[part]),
                sent: number(mails.sent),
                days: number(days)
              })
        }
      />
    ))}
  </>
)

const CapGauge: FC<{ cap: Cap }> = ({ cap: { code, sender, sequence, limit, used, until } }) => (
  <Gauge
    name={code}
    title={t(`dashboard.guardrails.caps.${code}` as const)}
    of={
      sequence ? (
        <a href={hrefOf({ screen: 'sequence', id: sequence.id, part: 'settings' })}>{sequence.name}</a>
      ) : (
        sender
      )
    }
    share={used / limit}
    value={t('dashboard.guardrails.used', { used: number(used), limit: number(limit) })}
    below={used >= limit && until !== null ? t('dashboard.guardrails.room', { at: moment(until) }) : null}
  />
)

export const GuardrailsCard: FC<{ resource: Resource<Guardrails>; onRetry: () => void }> = ({
  resource,
  onRetry
}) => (
  <Card className="oc-card oc-part" data-part="guardrails">
    <h2>{t('dashboard.guardrails.title')}</h2>
    {resource.kind !== 'loading' && resource.failure && (
      <FailureNotice failure={resource.failure} onRetry={onRetry} />
    )}
    {resource.kind === 'loading' && <Waiting />}
    {resource.kind === 'ready' && (
      <>
        <dl className="oc-gauges">
          <Rates guardrails={resource.value} />
          {resource.value.caps.map(cap => (
            <CapGauge key={`${cap.code} ${cap.sequence ? cap.sequence.id : (cap.sender ?? '')}`} cap={cap} />
          ))}
        </dl>
        {resource.value.caps.length === 0 && (
          <p className="oc-small oc-muted">
            {t('dashboard.guardrails.noCaps')}{' '}
            <a href={hrefOf({ screen: 'settings' })}>{t('dashboard.guardrails.setCaps')}</a>
          </p>
        )}
      </>
    )}
  </Card>
)
