/** The figures at one look, each against the time before. What machines did is told beside what people did. */
import { Card, Icon, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Summary } from '../../api/metrics'
import { namedDay, number } from '../../format'
import { counted, t } from '../../text'
import { hrefOf } from '../navigation/use-route'
import { FailureNotice } from '../platform/failure'
import type { Resource } from '../platform/resource'
import { isQuiet, longerPeriod, type Looked } from './looked'
import { Waiting } from './part'
import { changeText, inTenths, rate, wayOf, type Way } from './words'

const ICONS: Record<Way, IconName | null> = { up: 'arrow-up', down: 'arrow-down', same: null }

interface Figure {
  name: 'started' | 'sent' | 'opened' | 'clicked' | 'replied' | 'qualified' | 'opted_out'
  value: string
  beside: string | null
  change: { text: string | null; way: Way }
}

/** Where machines did nothing there is nothing to tell. */
const withMachines = (people: number | null, all: number | null): string | null =>
  rate(people) === rate(all) ? null : t('dashboard.machines', { rate: rate(all) })

const figuresOf = (summary: Summary): Figure[] => {
  const { happened, raw, changes } = summary
  const inCount = (name: Figure['name'], key: keyof Summary['happened'], beside: string | null) => ({
    name,
    value: number(happened[key] ?? 0),
    beside,
    change: {
      text: changeText(changes[`happened.${key}`], 'count'),
      way: wayOf(changes[`happened.${key}`]?.difference ?? null)
    }
  })
  const inRate = (name: Figure['name'], key: keyof Summary, pct: number | null, beside: string | null) => ({
    name,
    value: rate(pct),
    beside,
    change: { text: changeText(changes[key], 'rate'), way: wayOf(changes[key]?.difference ?? null) }
  })
  return [
    inCount('started', 'started', null),
    inCount('sent', 'sent', null),
    inRate(
      'opened',
      'open_rate_pct',
      summary.open_rate_pct,
      withMachines(summary.open_rate_pct, raw.open_rate_pct)
    ),
    inRate(
      'clicked',
      'click_rate_pct',
      summary.click_rate_pct,
      withMachines(summary.click_rate_pct, raw.click_rate_pct)
    ),
    inRate('replied', 'reply_rate_pct', summary.reply_rate_pct, null),
    inCount(
      'qualified',
      'qualified',
      happened.avg_days_to_qualify === null
        ? null
        : t('dashboard.daysToQualify', counted(inTenths(happened.avg_days_to_qualify), number))
    ),
    inCount('opted_out', 'opted_out', null)
  ]
}

const Shown: FC<{ figure: Figure }> = ({ figure: { name, value, beside, change } }) => {
  const icon = ICONS[change.way]
  return (
    <div data-figure={name}>
      <dt>{t(`dashboard.figure.${name}` as const)}</dt>
      <dd>
        <span className="oc-figure">{value}</span>
        {change.text !== null && (
          <span className="oc-small oc-muted" title={t('dashboard.before')}>
            {icon && <Icon icon={icon} iconSize={10} />} {change.text}
          </span>
        )}
        {beside !== null && <div className="oc-small oc-muted">{beside}</div>}
      </dd>
    </div>
  )
}

/** Nothing in the time that is looked at: since when, and the shortest time in which there was something. */
const NothingSince: FC<{ looked: Looked }> = ({ looked: { span, summary } }) => {
  const longer = longerPeriod(summary)
  return (
    <p className="oc-nothing-since">
      {summary.last_day === null
        ? t('dashboard.nothingOfSequence')
        : t('dashboard.nothingSince', { day: namedDay(summary.last_day) })}{' '}
      {longer !== null && (
        <a href={hrefOf({ screen: 'dashboard', span: { ...span, days: longer } })}>
          {t('dashboard.lastDays', { days: longer })}
        </a>
      )}
    </p>
  )
}

export const Figures: FC<{ resource: Resource<Looked>; onRetry: () => void }> = ({ resource, onRetry }) => {
  if (resource.kind === 'loading')
    return (
      <Card className="oc-card oc-part">
        <Waiting />
      </Card>
    )
  return (
    <Card className="oc-card" data-part="figures">
      <h2 className="oc-unseen">{t('dashboard.figures')}</h2>
      {resource.failure && <FailureNotice failure={resource.failure} onRetry={onRetry} />}
      {resource.kind === 'ready' && <Ready looked={resource.value} />}
    </Card>
  )
}

const Ready: FC<{ looked: Looked }> = ({ looked }) => {
  const { summary } = looked
  return (
    <>
      <dl className="oc-figures">
        {figuresOf(summary).map(figure => (
          <Shown key={figure.name} figure={figure} />
        ))}
      </dl>
      {summary.rebuilding && <p className="oc-small oc-muted oc-rebuilding">{t('dashboard.rebuilding')}</p>}
      {!summary.rebuilding && isQuiet(summary) && <NothingSince looked={looked} />}
    </>
  )
}
