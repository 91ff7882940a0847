/** What would come of a file, before anything is written; the column of the numbers can be set right here. */
import { Button, HTMLSelect, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../format'
import { counted, t } from '../../text'
import { Field } from '../platform/field'
import { FileCounts } from './counts'
import { PreviewRows } from './preview-rows'
import { RefusedRows } from './refused-rows'
import type { UploadState, Uploads } from './use-upload'

const Format: FC<{ encoding: string; delimiter: string; rows: number }> = ({ encoding, delimiter, rows }) => (
  <p className="oc-muted">
    {t('people.rows', counted(rows, number))}
    {' · '}
    {encoding.toUpperCase()}
    {' · '}
    {delimiter === '\t' ? t('people.tab') : t('people.delimiter', { delimiter })}
  </p>
)

export const PhoneColumn: FC<{
  columns: string[]
  chosen: string | null
  onChoose: (column: string) => void
}> = ({ columns, chosen, onChoose }) => (
  <Field id="oc-phone-column" label={t('people.phoneColumn')}>
    {field => (
      <HTMLSelect {...field} value={chosen ?? ''} onChange={event => onChoose(event.currentTarget.value)}>
        {chosen === null && <option value="">{t('people.choose')}</option>}
        {columns.map(column => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </HTMLSelect>
    )}
  </Field>
)

export const LookedAt: FC<{ upload: Extract<UploadState, { kind: 'looked_at' }>; uploads: Uploads }> = ({
  upload: { file, phoneColumn, answer },
  uploads
}) => {
  const people = answer.accepted + answer.opted_out
  return (
    <div data-upload="looked_at">
      <h3>{file.name}</h3>
      <Format encoding={answer.encoding} delimiter={answer.delimiter} rows={answer.rows} />
      <PhoneColumn
        columns={answer.columns}
        chosen={answer.phone_column}
        onChoose={column => uploads.look(file, column)}
      />
      <FileCounts answer={answer} />
      <PreviewRows answer={answer} phoneColumn={answer.phone_column} />
      <RefusedRows answer={answer} />
      <div className="oc-step-actions">
        <Button
          intent={Intent.PRIMARY}
          icon="import"
          disabled={people === 0}
          text={t('people.takeIn', counted(people, number))}
          onClick={() => uploads.takeIn(file, phoneColumn, answer)}
        />
        <Button text={t('people.otherFile')} onClick={uploads.putAside} />
      </div>
    </div>
  )
}
