/** Which sequences and which messages do best, by whom they qualify or by who answers. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getTopSequences, getTopSteps, type Span } from '../../api/metrics'
import { number } from '../../format'
import { t } from '../../text'
import { hrefOf } from '../navigation/use-route'
import { readable } from '../sequences/words'
import { Part } from './part'
import { rate } from './words'

const ORDERS = ['by_conversion', 'by_reply_rate'] as const
type Order = (typeof ORDERS)[number]

interface Row {
  key: string
  name: string
  below: string | null
  sequence: number
  behind: number
  conversion: number | null
  replies: number | null
}

const Rows: FC<{ title: string; behind: string; rows: Row[] }> = ({ title, behind, rows }) =>
  rows.length === 0 ? (
    <p className="oc-muted">{t('dashboard.nothing')}</p>
  ) : (
    <table className="oc-table oc-table-small oc-tops">
      <caption className="oc-unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('dashboard.top.name')}</th>
          <th scope="col" className="oc-numeric">
            {behind}
          </th>
          <th scope="col" className="oc-numeric">
            {t('dashboard.top.conversion')}
          </th>
          <th scope="col" className="oc-numeric">
            {t('dashboard.figure.replied')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            <th scope="row">
              <a href={hrefOf({ screen: 'sequence', id: row.sequence, part: 'steps' })}>{row.name}</a>
              {row.below !== null && <div className="oc-small oc-muted">{row.below}</div>}
            </th>
            <td className="oc-numeric">{number(row.behind)}</td>
            <td className="oc-numeric">{rate(row.conversion)}</td>
            <td className="oc-numeric">{rate(row.replies)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )

const useOrder = (label: string): [Order, JSX.Element] => {
  const [order, setOrder] = useState<Order>('by_conversion')
  return [
    order,
    <HTMLSelect
      key="order"
      minimal
      aria-label={label}
      value={order}
      onChange={event => setOrder(ORDERS.find(one => one === event.currentTarget.value) ?? 'by_conversion')}
    >
      {ORDERS.map(one => (
        <option key={one} value={one}>
          {t(`dashboard.top.${one}` as const)}
        </option>
      ))}
    </HTMLSelect>
  ]
}

export const TopSequencesPart: FC<{ span: Span }> = ({ span }) => {
  const title = t('dashboard.top.sequences')
  const [order, select] = useOrder(title)
  return (
    <Part
      name="top-sequences"
      title={title}
      beside={select}
      span={span}
      load={getTopSequences}
      show={tops => (
        <Rows
          title={title}
          behind={t('dashboard.figure.started')}
          rows={tops[order].map(top => ({
            key: String(top.sequence_id),
            name: top.name,
            below: null,
            sequence: top.sequence_id,
            behind: top.total_sequences_started,
            conversion: top.conversion_rate_pct,
            replies: top.reply_rate_pct
          }))}
        />
      )}
    />
  )
}

export const TopStepsPart: FC<{ span: Span }> = ({ span }) => {
  const title = t('dashboard.top.steps')
  const [order, select] = useOrder(title)
  return (
    <Part
      name="top-steps"
      title={title}
      beside={select}
      span={span}
      load={getTopSteps}
      show={tops => (
        <Rows
          title={title}
          behind={t('dashboard.figure.sent')}
          rows={tops[order].map(top => ({
            key: `${top.sequence_id} ${top.step_key}`,
            name: top.title === null ? top.step_key : readable(top.title),
            below: span.sequence === null ? top.sequence_name : null,
            sequence: top.sequence_id,
            behind: top.sent,
            conversion: top.conversion_rate_pct,
            replies: top.reply_rate_pct
          }))}
        />
      )}
    />
  )
}
