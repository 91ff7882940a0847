/** What came of it in a few numbers, and what it is made of. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { moment, number, percent } from '../../../format'
import { t } from '../../../text'
import type { CampaignAndReport, Report } from './api'
import { money } from './money'

const share = (value: number | null): string => (value === null ? '–' : percent(value))

const costText = (cost: Report['cost']): string =>
  cost.length === 0 ? '–' : cost.map(({ amount, currency }) => money(amount, currency)).join(' + ')

const Figure: FC<{ name: string; label: string; value: string; hint?: string }> = ({
  name,
  label,
  value,
  hint
}) => (
  <div data-figure={name}>
    <dt>{label}</dt>
    <dd>{value}</dd>
    {hint !== undefined && <dd className="oc-figure-hint">{hint}</dd>}
  </div>
)

export const FactsCard: FC<CampaignAndReport> = ({ campaign, report: { engagement, rates, cost } }) => (
  <Card className="oc-card" data-card="facts">
    <h2>{t('campaign_page.facts.title')}</h2>
    <dl className="oc-figures">
      <Figure name="delivered" label={t('campaign_page.facts.delivered')} value={share(rates.delivered)} />
      <Figure name="read" label={t('campaign_page.facts.read')} value={share(rates.read)} />
      <Figure
        name="replied"
        label={t('campaign_page.facts.replied')}
        value={number(engagement.replied)}
        hint={share(rates.replied)}
      />
      <Figure
        name="opted_out"
        label={t('campaign_page.facts.opted_out')}
        value={number(engagement.opted_out)}
      />
      <Figure name="cost" label={t('campaign_page.facts.cost')} value={costText(cost)} />
    </dl>
    <dl className="oc-facts">
      <dt>{t('campaigns.fact.template')}</dt>
      <dd>
        {campaign.template_id} · {campaign.language}
      </dd>
      <dt>{t('campaigns.fact.created')}</dt>
      <dd>{[moment(campaign.created_at), campaign.created_by].filter(Boolean).join(' · ')}</dd>
      {campaign.started_at !== null && (
        <>
          <dt>{t('campaigns.fact.started')}</dt>
          <dd>{moment(campaign.started_at)}</dd>
        </>
      )}
      {campaign.completed_at !== null && (
        <>
          <dt>{t('campaigns.fact.ended')}</dt>
          <dd>{moment(campaign.completed_at)}</dd>
        </>
      )}
    </dl>
  </Card>
)
