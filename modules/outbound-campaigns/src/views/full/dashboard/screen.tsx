/** What sequences achieve: at one look, over time, step by step, and how those who send fare. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Span } from '../../api/metrics'
import { t } from '../../text'
import { SequenceSelect, useSequenceNames } from '../leads/sequence-select'
import { PERIODS } from '../navigation/dashboard-routes'
import { Page } from '../navigation/page'
import { goInstead } from '../navigation/use-route'
import { useResource } from '../platform/use-resource'
import { getGuardrails } from '../../api/guardrails'
import { CohortsPart } from './cohorts'
import { Figures } from './figures'
import { FunnelOf } from './funnel'
import { GuardrailsCard } from './guardrails'
import { HeldNow } from './held'
import { OverTime } from './over-time'
import { SendersPart } from './senders'
import { TopSequencesPart, TopStepsPart } from './tops'

const Filters: FC<{ span: Span }> = ({ span }) => {
  const sequences = useSequenceNames()
  const change = (change: Partial<Span>): void =>
    goInstead({ screen: 'dashboard', span: { ...span, ...change } })
  return (
    <div className="oc-filters" role="search">
      <HTMLSelect
        aria-label={t('dashboard.period')}
        value={span.days}
        onChange={event => change({ days: Number(event.currentTarget.value) })}
      >
        {PERIODS.map(days => (
          <option key={days} value={days}>
            {t('dashboard.lastDays', { days })}
          </option>
        ))}
      </HTMLSelect>
      <SequenceSelect
        label={t('leads.enrollment.sequence')}
        none={t('leads.anySequence')}
        sequences={sequences}
        value={span.sequence}
        onChange={sequence => change({ sequence })}
      />
    </div>
  )
}

const EVERY_MS = 15_000

export const DashboardScreen: FC<{ span: Span }> = ({ span }) => {
  const [guardrails, refresh] = useResource(getGuardrails, { everyMs: EVERY_MS })
  return (
    <Page title={t('navigation.dashboard')}>
      <Filters span={span} />
      {guardrails.kind === 'ready' && <HeldNow held={guardrails.value.held} onResumed={refresh} />}
      <Figures span={span} />
      <OverTime span={span} />
      <FunnelOf span={span} />
      <div className="oc-halves">
        {span.sequence === null && <TopSequencesPart span={span} />}
        <TopStepsPart span={span} />
      </div>
      <CohortsPart span={span} />
      <GuardrailsCard resource={guardrails} onRetry={refresh} />
      {span.sequence === null && <SendersPart span={span} />}
    </Page>
  )
}
