/** What came of an enrolment: how many went in, and of everybody else why not. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { BulkAnswer, BulkResult, EnrollResult } from '../../../api/leads'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { hrefOf } from '../../navigation/use-route'
import { inOrder } from './in-order'

const RESULTS = [
  'enrolled',
  'already_in',
  'opted_out',
  'no_address',
  'not_meant',
  'not_found',
  'conflict',
  'inactive',
  'no_steps'
] as const satisfies readonly EnrollResult[]

const AT_A_TIME = 50

const Line: FC<{ one: BulkResult }> = ({ one: { lead_id: id, lead_name: name, result } }) => (
  <tr data-result={result}>
    <th scope="row">
      {id === null ? (
        t('leads.gone')
      ) : (
        <a href={hrefOf({ screen: 'lead', id })}>{name || t('leads.number', { id })}</a>
      )}
    </th>
    <td>{t(`leads.enrol.result.${result}` as const)}</td>
  </tr>
)

interface Props {
  sequence: string
  answer: BulkAnswer
  onClose: () => void
}

export const EnrolResults: FC<Props> = ({ sequence, answer, onClose }) => {
  const [shown, setShown] = useState(AT_A_TIME)
  const results = inOrder(answer.results)
  const all = Object.values(answer.counts).reduce((sum, count) => sum + (count ?? 0), 0)
  return (
    <Card className="oc-card oc-results" data-enrolled={answer.counts.enrolled ?? 0}>
      <div className="oc-card-head">
        <h2 tabIndex={-1} id="oc-enrol-results">
          {t('leads.enrol.done', { ...counted(answer.counts.enrolled ?? 0, number), name: sequence })}
        </h2>
        <Button minimal icon="cross" aria-label={t('dismiss')} onClick={onClose} />
      </div>
      <dl className="oc-counts">
        {RESULTS.filter(result => (answer.counts[result] ?? 0) > 0).map(result => (
          <div key={result} data-count={result}>
            <dt>{t(`leads.enrol.count.${result}` as const)}</dt>
            <dd>{number(answer.counts[result] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      {results.length > 0 && (
        <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('leads.enrol.each')}>
          <table className="oc-table oc-table-small">
            <thead>
              <tr>
                <th scope="col">{t('leads.column.name')}</th>
                <th scope="col">{t('leads.enrol.what')}</th>
              </tr>
            </thead>
            <tbody>
              {results.slice(0, shown).map((one, index) => (
                <Line key={one.lead_id ?? `none ${index}`} one={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {all > shown && (
        <div className="oc-more">
          <span className="oc-muted">
            {t('campaigns.shown', { shown: number(Math.min(shown, results.length)), total: number(all) })}
          </span>
          {results.length > shown && (
            <Button small text={t('campaigns.more')} onClick={() => setShown(shown + 10 * AT_A_TIME)} />
          )}
        </div>
      )}
    </Card>
  )
}
