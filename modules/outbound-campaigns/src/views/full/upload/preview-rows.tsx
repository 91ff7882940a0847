/** The first rows as they will be stored: of a campaign the number and the file's columns, else what the columns were read as. */
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { t } from '../../text'
import { FIELDS, type Into } from './place'

const columnsOf = ({ preview, columns, phone_column }: ImportAnswer, into: Into): string[] =>
  into === 'campaign'
    ? columns.filter(column => column !== phone_column)
    : Array.from(new Set(preview.flatMap(({ data }) => Object.keys(data))))

/** A field by its name, a column by its own. */
const headOf = (column: string, into: Into): string => {
  const known = into === 'campaign' ? undefined : FIELDS[into].find(({ field }) => field === column)
  return known ? t(known.label) : column
}

export const PreviewRows: FC<{ answer: ImportAnswer; into: Into }> = ({ answer, into }) => {
  const { preview } = answer
  const shown = columnsOf(answer, into)
  if (preview.length === 0) return null
  return (
    <>
      <h3>{t('people.firstRows')}</h3>
      <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('people.firstRows')}>
        <table className="oc-table oc-table-small">
          <thead>
            <tr>
              {into !== 'opt_outs' && <th scope="col">{t('people.number')}</th>}
              {shown.map(column => (
                <th scope="col" key={column}>
                  {headOf(column, into)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map(row => (
              <tr key={row.line}>
                {into !== 'opt_outs' && <td className="oc-numeric">{row.phone_number}</td>}
                {shown.map(column => (
                  <td key={column} className="oc-cell">
                    {row.data[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
