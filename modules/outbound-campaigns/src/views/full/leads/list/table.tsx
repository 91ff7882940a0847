/** The leads as a table: one line each, all of one height; a name leads to the person. */
import React, { useEffect, type FC } from 'react'
import type { ListedLead } from '../../../api/leads'
import { ago, moment, number } from '../../../format'
import { t } from '../../../text'
import { hrefOf } from '../../navigation/use-route'
import { ROW_PX, useRowsInSight } from '../../platform/use-rows-in-sight'
import { activityText } from '../activity-text'
import { LeadStatusTag } from '../status-tag'
import { addressesOf, calledBy } from '../words'
import { areAllChosen, isChosen, type Selection } from './selection'

/** null: nobody may choose anybody. */
export type Choosing = { selection: Selection; onOne: (id: number) => void; onAll: () => void } | null

const sequencesText = ({ sequences }: ListedLead): string =>
  sequences.map(({ name, status }) => (status === 'paused' ? t('leads.pausedIn', { name }) : name)).join(', ')

const Activity: FC<{ activity: ListedLead['last_activity'] }> = ({ activity }) =>
  activity && (
    <div title={moment(activity.at)} data-activity={activity.type}>
      <div>{activityText(activity)}</div>
      <div className="oc-small oc-muted">{ago(activity.at)}</div>
    </div>
  )

const scoreTitle = (lead: ListedLead): string =>
  t('leads.scoreParts', { own: number(lead.score ?? 0), points: number(lead.points) })

const Row: FC<{ lead: ListedLead; position: number; choosing: Choosing }> = ({
  lead,
  position,
  choosing
}) => {
  const name = calledBy(lead)
  return (
    <tr aria-rowindex={position + 2} data-lead={lead.id}>
      {choosing && (
        <td>
          <input
            type="checkbox"
            aria-label={t('leads.chooseOne', { name })}
            checked={isChosen(choosing.selection, lead.id)}
            onChange={() => choosing.onOne(lead.id)}
          />
        </td>
      )}
      <th scope="row">
        <a className="oc-strong" href={hrefOf({ screen: 'lead', id: lead.id })}>
          {name}
        </a>
        <div className="oc-small oc-muted oc-one-line">{addressesOf(lead)}</div>
      </th>
      <td>
        {lead.company}
        <div className="oc-small oc-muted oc-one-line">{lead.icp}</div>
      </td>
      <td>
        <LeadStatusTag status={lead.status} />
      </td>
      <td className="oc-numeric" title={scoreTitle(lead)}>
        {number(lead.total)}
      </td>
      <td title={sequencesText(lead)}>{sequencesText(lead)}</td>
      <td>
        <Activity activity={lead.last_activity} />
      </td>
    </tr>
  )
}

const Gap: FC<{ rows: number; columns: number }> = ({ rows, columns }) =>
  rows > 0 ? (
    <tr aria-hidden="true" className="oc-gap">
      <td colSpan={columns} style={{ height: rows * ROW_PX }} />
    </tr>
  ) : null

/** So many rows before the last one, whoever scrolls down is about to see it. */
const NEAR_END = 60

interface Props {
  leads: ListedLead[]
  total: number | null
  choosing: Choosing
  onNearEnd: () => void
}

export const LeadTable: FC<Props> = ({ leads, total, choosing, onNearEnd }) => {
  const [body, { from, to }] = useRowsInSight(leads.length)
  useEffect(() => {
    if (to >= leads.length - NEAR_END) onNearEnd()
  }, [to, leads.length, onNearEnd])
  const ids = leads.map(({ id }) => id)
  const columns = choosing ? 7 : 6
  return (
    <table
      className={choosing ? 'oc-table oc-leads oc-leads-chosen' : 'oc-table oc-leads'}
      aria-rowcount={total === null ? -1 : total + 1}
    >
      <caption className="oc-unseen">{t('leads.title')}</caption>
      <thead>
        <tr aria-rowindex={1}>
          {choosing && (
            <td>
              <input
                type="checkbox"
                aria-label={t('leads.chooseAll')}
                checked={areAllChosen(choosing.selection, ids)}
                onChange={choosing.onAll}
              />
            </td>
          )}
          <th scope="col">{t('leads.column.name')}</th>
          <th scope="col">{t('leads.column.company')}</th>
          <th scope="col">{t('leads.column.status')}</th>
          <th scope="col">{t('leads.column.score')}</th>
          <th scope="col">{t('leads.column.sequences')}</th>
          <th scope="col">{t('leads.column.activity')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap rows={from} columns={columns} />
        {leads.slice(from, to).map((lead, index) => (
          <Row key={lead.id} lead={lead} position={from + index} choosing={choosing} />
        ))}
        <Gap rows={leads.length - to} columns={columns} />
      </tbody>
    </table>
  )
}
