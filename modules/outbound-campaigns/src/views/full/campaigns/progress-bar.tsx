/** How far a campaign is, in numbers and as a bar of what became of its people. Its height never changes. */
import React, { type FC } from 'react'
import type { Counts } from '../../api/campaigns'
import { number, percent } from '../../format'
import { counted, t } from '../../text'
import { progressOf } from './progress'

const PARTS = ['accepted', 'unconfirmed', 'failed', 'notSent'] as const

export const CampaignProgress: FC<{ name: string; counts: Counts }> = ({ name, counts }) => {
  const progress = progressOf(counts)
  const { total, done, failed, unconfirmed, share } = progress
  if (total === 0) return <span className="oc-muted">{t('campaigns.progress.nobody')}</span>
  return (
    <div className="oc-progress">
      <div
        className="oc-bar"
        role="progressbar"
        aria-label={t('campaigns.progress.of', { name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
      >
        {PARTS.map(part => (
          <span
            key={part}
            className={`oc-bar-${part}`}
            style={{ width: `${(progress[part] / total) * 100}%` }}
          />
        ))}
      </div>
      <div className="oc-progress-numbers">
        <span>{t('campaigns.progress.done', { done: number(done), total: number(total) })}</span>
        <span className="oc-muted">{percent(Math.floor(share * 100) / 100)}</span>
      </div>
      {(failed > 0 || unconfirmed > 0) && (
        <div className="oc-progress-numbers oc-bad">
          {failed > 0 && <span>{t('campaigns.progress.failed', counted(failed, number))}</span>}
          {unconfirmed > 0 && (
            <span>{t('campaigns.progress.unconfirmed', counted(unconfirmed, number))}</span>
          )}
        </div>
      )}
    </div>
  )
}
