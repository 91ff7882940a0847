/** A lead's score as a sum: their own, and what they earned by what they did. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Lead } from '../../../api/leads'
import { moment, number } from '../../../format'
import { t } from '../../../text'
import { totalScore } from '../words'

export const ScoreCard: FC<{ lead: Lead }> = ({ lead }) => (
  <Card className="oc-card" data-card="score">
    <h2>{t('leads.column.score')}</h2>
    <table className="oc-sum">
      <tbody>
        <tr>
          <th scope="row">{t('leads.ownScore')}</th>
          <td>{number(lead.score ?? 0)}</td>
        </tr>
        <tr>
          <th scope="row">{t('leads.points')}</th>
          <td>{number(lead.points)}</td>
        </tr>
        <tr className="oc-sum-total">
          <th scope="row">{t('leads.total')}</th>
          <td>{number(totalScore(lead))}</td>
        </tr>
      </tbody>
    </table>
    {lead.qualified_at !== null && (
      <p className="oc-muted">{t('leads.qualifiedAt', { at: moment(lead.qualified_at) })}</p>
    )}
  </Card>
)
