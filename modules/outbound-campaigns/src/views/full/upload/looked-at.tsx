/** What would come of a file, before anything is written; which column holds what can be set right here. */
import { Button, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../format'
import { counted, t } from '../../text'
import { ColumnFields, PhoneColumn } from './column-fields'
import { FileCounts, peopleIn } from './counts'
import { WORDS, type Into } from './place'
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

interface Props {
  into: Into
  upload: Extract<UploadState, { kind: 'looked_at' }>
  uploads: Uploads
}

const Columns: FC<Props> = ({ into, upload: { file, mapping, answer }, uploads }) =>
  into === 'campaign' ? (
    <PhoneColumn
      columns={answer.columns}
      chosen={answer.phone_column}
      onChoose={column => uploads.look(file, { phone_number: column })}
    />
  ) : (
    <details className="oc-more-fields" open={Object.keys(mapping).length > 0}>
      <summary>{t('people.columns')}</summary>
      <ColumnFields
        into={into}
        columns={answer.columns}
        mapping={mapping}
        onChange={chosen => uploads.look(file, chosen)}
      />
    </details>
  )

export const LookedAt: FC<Props> = props => {
  const { into, uploads } = props
  const { file, mapping, answer } = props.upload
  const people = peopleIn(answer)
  return (
    <div data-upload="looked_at">
      <h3>{file.name}</h3>
      <Format encoding={answer.encoding} delimiter={answer.delimiter} rows={answer.rows} />
      <Columns {...props} />
      <FileCounts answer={answer} />
      <div className="oc-step-actions">
        <Button
          intent={Intent.PRIMARY}
          icon="import"
          disabled={people === 0}
          text={t(WORDS[into].takeIn, counted(people, number))}
          onClick={() => void uploads.takeIn(file, mapping, answer)}
        />
        <Button text={t('people.otherFile')} onClick={uploads.putAside} />
      </div>
      <PreviewRows answer={answer} into={into} />
      <RefusedRows answer={answer} into={into} />
    </div>
  )
}
