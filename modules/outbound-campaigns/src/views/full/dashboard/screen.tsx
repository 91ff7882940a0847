/** What sequences achieve: at one look, over time, step by step, and how those who send fare. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getGuardrails, type Guardrails } from '../../api/guardrails'
import type { Span } from '../../api/metrics'
import { t } from '../../text'
import { SequenceSelect, useSequenceNames } from '../leads/sequence-select'
import { PERIODS } from '../navigation/dashboard-routes'
import { Page } from '../navigation/page'
import { goInstead } from '../navigation/use-route'
import { useResource } from '../platform/use-resource'
import { CohortsPart } from './cohorts'
import { Figures } from './figures'
import { FunnelOf } from './funnel'
import { GuardrailsCard } from './guardrails'
import { HeldNow } from './held'
import { isAllNew, useLooked } from './looked'
import { OverTime } from './over-time'
import { SendersPart } from './senders'
import { TopSequencesPart, TopStepsPart } from './tops'
import { Welcome } from './welcome'

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

/** There is something to protect: mails go out, or a limit of the day was set. */
const isGuarding = ({ mails, caps }: Guardrails): boolean => mails.sent > 0 || caps.length > 0

export const DashboardScreen: FC<{ span: Span }> = ({ span }) => {
  const [guardrails, refresh] = useResource(getGuardrails, { everyMs: EVERY_MS })
  const [looked, lookAgain] = useLooked(span)
  const held = guardrails.kind === 'ready' && <HeldNow held={guardrails.value.held} onResumed={refresh} />
  const limits = <GuardrailsCard resource={guardrails} onRetry={refresh} />

  if (looked.kind === 'ready' && isAllNew(looked.value))
    return (
      <Page title={t('navigation.dashboard')}>
        {held}
        <Welcome />
        {guardrails.kind === 'ready' && isGuarding(guardrails.value) && limits}
        <SendersPart span={span} whileNone="hidden" />
      </Page>
    )
  return (
    <Page title={t('navigation.dashboard')}>
      <Filters span={span} />
      {held}
      <Figures resource={looked} onRetry={lookAgain} />
      <OverTime span={span} />
      <FunnelOf span={span} />
      <div className="oc-halves">
        {span.sequence === null && <TopSequencesPart span={span} />}
        <TopStepsPart span={span} />
      </div>
      <CohortsPart span={span} />
      {limits}
      {span.sequence === null && <SendersPart span={span} />}
    </Page>
  )
}
