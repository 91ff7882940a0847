/** What came of a file, and what to do about the rows that were not taken. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { number } from '../../format'
import { counted, t } from '../../text'
import { FailureNotice } from '../platform/failure'
import { FileCounts, peopleIn } from './counts'
import { useRefusedRows } from './earlier-files'
import { WORDS, type UploadPlace } from './place'
import { RefusedRows } from './refused-rows'

interface Props {
  place: UploadPlace
  answer: ImportAnswer
}

export const TakenIn: FC<Props> = ({ place, answer }) => {
  const refused = useRefusedRows(place)
  const { import_id: importId, duplicates, invalid } = answer
  const all = duplicates + invalid
  return (
    <div data-upload="taken_in">
      <Callout
        className="oc-notice"
        intent={peopleIn(answer) > 0 ? Intent.SUCCESS : Intent.WARNING}
        role="status"
      >
        {t(WORDS[place.into].taken, counted(peopleIn(answer), number))}
      </Callout>
      <FileCounts answer={answer} />
      <RefusedRows answer={answer} into={place.into} />
      {refused.failure && <FailureNotice failure={refused.failure} title={t('people.noDownload')} />}
      {all > 0 && importId !== null && (
        <div className="oc-step-actions">
          <Button
            icon="download"
            loading={refused.busy}
            text={t('people.refusedRows', counted(all, number))}
            onClick={() => void refused.download(importId)}
          />
          <span className="oc-muted">{t('people.correct')}</span>
        </div>
      )}
    </div>
  )
}
