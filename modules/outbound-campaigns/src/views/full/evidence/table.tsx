/** The log, oldest first, as it was written. */
import { Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Evidence } from '../../api/evidence'
import { clockTime, moment, number } from '../../format'
import { t } from '../../text'
import { detailText, isForgotten, kindText, whoIn } from './entry-text'

/** Enough to compare it with somebody else's by eye. */
const SHOWN_OF_HASH = 12

const Row: FC<{ entry: Evidence }> = ({ entry }) => {
  const detail = detailText(entry)
  return (
    <tr data-kind={entry.kind} data-seq={entry.seq ?? ''}>
      <td className="oc-numeric">{entry.seq === null ? '–' : number(entry.seq)}</td>
      <td title={clockTime(entry.at)}>{moment(entry.at)}</td>
      <th scope="row">
        <span className="oc-strong">{kindText(entry.kind)}</span>
        {detail !== '' && <div className="oc-small oc-muted oc-break">{detail}</div>}
      </th>
      <td className="oc-break">
        {isForgotten(entry) ? <Tag minimal>{t('evidence.forgotten')}</Tag> : whoIn(entry)}
      </td>
      <td>
        {entry.hash === null ? (
          <span className="oc-small oc-muted">{t('evidence.unsealed')}</span>
        ) : (
          <code title={entry.hash}>{entry.hash.slice(0, SHOWN_OF_HASH)}</code>
        )}
      </td>
    </tr>
  )
}

export const EvidenceTable: FC<{ entries: Evidence[] }> = ({ entries }) => (
  <table className="oc-table oc-evidence">
    <caption className="oc-unseen">{t('evidence.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('evidence.column.seq')}</th>
        <th scope="col">{t('evidence.column.at')}</th>
        <th scope="col">{t('evidence.column.what')}</th>
        <th scope="col">{t('evidence.column.who')}</th>
        <th scope="col">{t('evidence.column.hash')}</th>
      </tr>
    </thead>
    <tbody>
      {entries.map((entry, index) => (
        <Row key={entry.seq ?? `open ${index}`} entry={entry} />
      ))}
    </tbody>
  </table>
)
