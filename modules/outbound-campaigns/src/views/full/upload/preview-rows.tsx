/** The first rows as they will be stored: the number as it will be addressed, then the file's columns. */
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { t } from '../../text'

export const PreviewRows: FC<{ answer: ImportAnswer; phoneColumn: string | null }> = ({
  answer: { preview, columns },
  phoneColumn
}) => {
  const others = columns.filter(column => column !== phoneColumn)
  if (preview.length === 0) return null
  return (
    <>
      <h3>{t('people.firstRows')}</h3>
      <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('people.firstRows')}>
        <table className="oc-table oc-table-small">
          <thead>
            <tr>
              <th scope="col">{t('people.number')}</th>
              {others.map(column => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map(row => (
              <tr key={row.line}>
                <td className="oc-numeric">{row.phone_number}</td>
                {others.map(column => (
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
