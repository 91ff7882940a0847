/** Who will be written to: a file is looked at, taken in, and its bad rows given back. */
import { Button } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../../format'
import { counted, t } from '../../../../text'
import { FailureNotice } from '../../../platform/failure'
import { saveFile } from '../../../platform/download'
import { useKeepFocus } from '../../../platform/keep-focus'
import { sampleCsv } from '../../sample-csv'
import { CalledOff } from '../../../upload/called-off'
import { DropZone } from '../../../upload/drop-zone'
import { EarlierFiles } from '../../../upload/earlier-files'
import { fileErrorText } from '../../../upload/error-text'
import { LookedAt, PhoneColumn } from '../../../upload/looked-at'
import { SendingFile } from '../../../upload/sending'
import { TakenIn } from '../../../upload/taken-in'
import { useUpload, type Uploads } from '../../../upload/use-upload'
import type { SavedStepProps } from '../step-props'

const Sample: FC = () => (
  <Button
    minimal
    small
    className="oc-link"
    icon="download"
    text={t('campaigns.none.sample')}
    onClick={() => saveFile(sampleCsv(), t('campaigns.sampleFile'))}
  />
)

const Refused: FC<{ uploads: Uploads }> = ({ uploads: { state, look, takeIn } }) => {
  if (state.kind !== 'refused') return null
  const { file, phoneColumn, purpose, failure } = state
  return (
    <FailureNotice
      failure={failure}
      title={t('people.notRead', { file: file.name })}
      text={fileErrorText(failure)}
      onRetry={() => (purpose === 'look' ? look(file, phoneColumn) : takeIn(file, phoneColumn, null))}
    />
  )
}

const ColumnWanted: FC<{ uploads: Uploads }> = ({ uploads: { state, look, putAside } }) => {
  if (state.kind !== 'column_wanted') return null
  return (
    <div data-upload="column_wanted">
      <h3>{state.file.name}</h3>
      <p>{t('people.columnWanted')}</p>
      <PhoneColumn columns={state.columns} chosen={null} onChoose={column => look(state.file, column)} />
      <Button text={t('people.otherFile')} onClick={putAside} />
    </div>
  )
}

export const RecipientsStep: FC<SavedStepProps> = ({ campaign, settings, onPeopleChanged }) => {
  const uploads = useUpload(campaign.id, onPeopleChanged)
  const { state } = uploads
  const people = campaign.counts.total
  const place = useKeepFocus<HTMLDivElement>(state.kind)
  const mayChoose =
    state.kind === 'nothing' ||
    state.kind === 'refused' ||
    state.kind === 'taken_in' ||
    state.kind === 'called_off'
  return (
    <div ref={place} tabIndex={-1} className="oc-place">
      {people > 0 && <p className="oc-strong">{t('people.inside', counted(people, number))}</p>}
      {state.kind === 'taken_in' && <TakenIn campaignId={campaign.id} answer={state.answer} />}
      {state.kind === 'called_off' && (
        <CalledOff
          campaignId={campaign.id}
          upload={state}
          uploads={uploads}
          onPeopleChanged={onPeopleChanged}
        />
      )}
      <Refused uploads={uploads} />
      {mayChoose && (
        <>
          <DropZone maxMb={settings && settings.max_upload_mb} onFile={file => uploads.look(file)} />
          <Sample />
        </>
      )}
      {state.kind === 'sending' && <SendingFile upload={state} people={people} onCallOff={uploads.callOff} />}
      {state.kind === 'looked_at' && <LookedAt upload={state} uploads={uploads} />}
      <ColumnWanted uploads={uploads} />
      {mayChoose && <EarlierFiles campaignId={campaign.id} people={people} />}
    </div>
  )
}
