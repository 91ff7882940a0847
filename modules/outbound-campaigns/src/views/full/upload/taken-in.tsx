/** What came of a file, and what to do about the rows that were not taken. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { number } from '../../format'
import { counted, t } from '../../text'
import { FailureNotice } from '../platform/failure'
import { FileCounts } from './counts'
import { useRefusedRows } from './earlier-files'
import { RefusedRows } from './refused-rows'

interface Props {
  campaignId: number
  answer: ImportAnswer
}

export const TakenIn: FC<Props> = ({ campaignId, answer }) => {
  const refused = useRefusedRows(campaignId)
  const { import_id: importId, duplicates, invalid } = answer
  const all = duplicates + invalid
  return (
    <div data-upload="taken_in">
      <Callout
        className="oc-notice"
        intent={answer.accepted > 0 ? Intent.SUCCESS : Intent.WARNING}
        role="status"
      >
        {t('people.taken', counted(answer.accepted + answer.opted_out, number))}
      </Callout>
      <FileCounts answer={answer} />
      <RefusedRows answer={answer} />
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
