/** Rows that were not taken, each with its line and why. The server tells the first of them; the file has them all. */
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { number } from '../../format'
import { t } from '../../text'
import { rowErrorText } from './error-text'
import type { Into } from './place'

export const RefusedRows: FC<{ answer: ImportAnswer; into: Into }> = ({
  answer: { errors, duplicates, invalid },
  into
}) => {
  const all = duplicates + invalid
  if (errors.length === 0) return null
  return (
    <>
      <h3>{t('people.refused')}</h3>
      <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('people.refused')}>
        <table className="oc-table oc-table-small">
          <thead>
            <tr>
              <th scope="col">{t('people.line')}</th>
              <th scope="col">{t('people.value')}</th>
              <th scope="col">{t('people.why')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(error => (
              <tr key={`${error.line} ${error.code}`}>
                <td>{number(error.line)}</td>
                <td className="oc-cell">{error.value}</td>
                <td>{rowErrorText(error, into)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all > errors.length && (
        <p className="oc-small oc-muted">
          {t('people.firstOf', { shown: number(errors.length), total: number(all) })}
        </p>
      )}
    </>
  )
}
