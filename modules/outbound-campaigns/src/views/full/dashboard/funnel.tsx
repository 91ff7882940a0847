/** One sequence step by step: how many of those who started got each message, and what they did with it. */
import React, { type FC } from 'react'
import { getFunnel, type Funnel, type Span } from '../../api/metrics'
import { number } from '../../format'
import { counted, t } from '../../text'
import { readable } from '../sequences/words'
import { Part } from './part'
import { rate } from './words'

const Share: FC<{ share: number }> = ({ share }) => (
  <div className="oc-share" aria-hidden="true">
    <div style={{ width: `${Math.min(100, Math.max(0, share))}%` }} />
  </div>
)

const Steps: FC<{ funnel: Funnel }> = ({ funnel: { steps, started, qualified, opted_out: optedOut } }) => (
  <table className="oc-table oc-table-small oc-funnel">
    <caption className="oc-unseen">{t('dashboard.funnel.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('dashboard.funnel.step')}</th>
        <th scope="col">{t('dashboard.funnel.reached')}</th>
        {(['opened', 'clicked', 'replied', 'qualified'] as const).map(name => (
          <th key={name} scope="col" className="oc-numeric">
            {t(`dashboard.figure.${name}` as const)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">{t('dashboard.figure.started')}</th>
        <td>
          {number(started)}
          <Share share={started > 0 ? 100 : 0} />
        </td>
        <td colSpan={3} className="oc-numeric oc-muted">
          {t('dashboard.funnel.optedOut', counted(optedOut, number))}
        </td>
        <td className="oc-numeric">{number(qualified)}</td>
      </tr>
      {steps.map(step => (
        <tr key={step.step_key} data-step={step.step_key}>
          <th scope="row">
            {step.title === null ? step.step_key : readable(step.title)}
            {!step.current && <span className="oc-small oc-muted"> {t('dashboard.funnel.gone')}</span>}
          </th>
          <td>
            {number(step.sent)} <span className="oc-muted">{rate(step.reached_pct)}</span>
            <Share share={step.reached_pct ?? 0} />
          </td>
          <td className="oc-numeric">{rate(step.open_rate_pct)}</td>
          <td className="oc-numeric">{rate(step.click_rate_pct)}</td>
          <td className="oc-numeric">{rate(step.reply_rate_pct)}</td>
          <td className="oc-numeric">{number(step.qualified)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

export const FunnelOf: FC<{ span: Span }> = ({ span }) => {
  const { days, sequence } = span
  if (sequence === null) return null
  return (
    <Part
      name="funnel"
      title={t('dashboard.funnel.title')}
      span={span}
      load={http => getFunnel(http, { days, sequence })}
      show={funnel =>
        funnel.steps.length === 0 ? (
          <p className="oc-muted">{t('dashboard.funnel.none')}</p>
        ) : (
          <Steps funnel={funnel} />
        )
      }
    />
  )
}
