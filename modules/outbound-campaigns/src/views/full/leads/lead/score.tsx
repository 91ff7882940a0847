/** A lead's score as a sum: their own, and what they earned by what they did; and whether it is enough to qualify. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { LeadScoring, LeadWithScoring } from '../../../api/leads'
import { moment, number } from '../../../format'
import { counted, t } from '../../../text'

type Qualification = NonNullable<LeadScoring['qualification']>

const Line: FC<{ text: string; points: number; className?: string }> = ({ text, points, className }) => (
  <tr className={className}>
    <th scope="row">{text}</th>
    <td>{number(points)}</td>
  </tr>
)

const Told: FC<{ qualification: Qualification }> = ({ qualification: { webhook, webhook_error: error } }) =>
  webhook === 'none' ? null : (
    <p className="oc-small oc-muted oc-break">
      {t(`leads.score.webhook.${webhook}` as const)}
      {webhook === 'failed' && error !== null && ` ${error}`}
    </p>
  )

/** Who no longer counts as qualified is told what it takes, whatever was before. */
const Qualifying: FC<{ lead: LeadWithScoring }> = ({ lead: { qualified_at: at, scoring } }) => {
  const { qualification, min_score_to_qualify: needed, reached, engaged } = scoring
  if (at !== null) {
    const by = qualification && qualification.how === 'person' ? qualification.by : null
    return (
      <>
        <p>
          {by === null
            ? t('leads.qualifiedAt', { at: moment(at) })
            : t('leads.score.qualifiedBy', { at: moment(at), by })}
        </p>
        {qualification && <Told qualification={qualification} />}
      </>
    )
  }
  if (!reached) return <p className="oc-muted">{t('leads.score.needed', { score: number(needed) })}</p>
  return engaged ? null : <p className="oc-muted">{t('leads.score.notEngaged')}</p>
}

export const ScoreCard: FC<{ lead: LeadWithScoring }> = ({ lead }) => {
  const { scoring } = lead
  return (
    <Card className="oc-card" data-card="score">
      <h2>{t('leads.column.score')}</h2>
      <table className="oc-sum">
        <tbody>
          <Line text={t('leads.ownScore')} points={scoring.own ?? 0} />
          <Line text={t('leads.points')} points={scoring.points} />
          {scoring.parts.map(({ kind, count, points }) => (
            <Line
              key={kind}
              className="oc-sum-part"
              text={t(`leads.score.part.${kind}` as const, counted(count, number))}
              points={points}
            />
          ))}
          {scoring.over > 0 && (
            <Line className="oc-sum-part" text={t('leads.score.over')} points={-scoring.over} />
          )}
          <Line className="oc-sum-total" text={t('leads.total')} points={scoring.total} />
        </tbody>
      </table>
      {!scoring.up_to_date && <p className="oc-muted">{t('leads.score.soon')}</p>}
      <Qualifying lead={lead} />
    </Card>
  )
}
