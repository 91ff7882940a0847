/** A file of people from its choice to what came of it, wherever they go: chosen, looked at, taken in, its bad rows given back. */
import { Button } from '@blueprintjs/core'
import React, { useLayoutEffect, type FC, type MutableRefObject, type ReactNode } from 'react'
import { t } from '../../text'
import { FailureNotice } from '../platform/failure'
import { useKeepFocus } from '../platform/keep-focus'
import { CalledOff } from './called-off'
import { ColumnFields, PhoneColumn } from './column-fields'
import { peopleIn } from './counts'
import { DropZone } from './drop-zone'
import { EarlierFiles } from './earlier-files'
import { fileErrorText } from './error-text'
import { LookedAt } from './looked-at'
import { BY_THEIR_NAMES, type Into, type UploadPlace } from './place'
import { SendingFile } from './sending'
import { TakenIn } from './taken-in'
import { useUpload, type Uploads } from './use-upload'

const Refused: FC<{ uploads: Uploads }> = ({ uploads: { state, look, takeIn } }) => {
  if (state.kind !== 'refused') return null
  const { file, mapping, purpose, failure } = state
  return (
    <FailureNotice
      failure={failure}
      title={t('people.notRead', { file: file.name })}
      text={fileErrorText(failure)}
      onRetry={() => (purpose === 'look' ? look(file, mapping) : void takeIn(file, mapping, null))}
    />
  )
}

const ColumnWanted: FC<{ uploads: Uploads; into: Into }> = ({ uploads: { state, look, putAside }, into }) => {
  if (state.kind !== 'column_wanted') return null
  const { file, columns } = state
  return (
    <div data-upload="column_wanted">
      <h3>{file.name}</h3>
      <p>{t(into === 'campaign' ? 'people.columnWanted' : 'people.identityWanted')}</p>
      {into === 'campaign' ? (
        <PhoneColumn
          columns={columns}
          chosen={null}
          onChoose={column => look(file, { phone_number: column })}
        />
      ) : (
        <ColumnFields
          into={into}
          columns={columns}
          mapping={BY_THEIR_NAMES}
          onChange={mapping => look(file, mapping)}
        />
      )}
      <Button text={t('people.otherFile')} onClick={putAside} />
    </div>
  )
}

interface Props {
  to: UploadPlace
  /** How many there are now; null: nobody counts them. */
  people: number | null
  maxMb: number | null
  /** Above everything else. */
  head?: ReactNode
  /** Below the place for a file. */
  hint?: ReactNode
  onTakenIn: () => void
  /** What has to be done before somebody goes on from here: whoever leaves a file that was looked at means its people. */
  beforeNext?: BeforeNext
}

/** Answers whether it was done, and whoever asked for it is still there. */
export type BeforeNext = MutableRefObject<(() => Promise<boolean>) | null>

const useBeforeNext = ({ state, takeIn }: Uploads, beforeNext: BeforeNext | undefined): void =>
  useLayoutEffect(() => {
    if (!beforeNext || state.kind !== 'looked_at' || peopleIn(state.answer) === 0) return undefined
    const { file, mapping, answer } = state
    beforeNext.current = () => takeIn(file, mapping, answer)
    return () => {
      beforeNext.current = null
    }
  })

export const UploadArea: FC<Props> = ({ to, people, maxMb, head, hint, onTakenIn, beforeNext }) => {
  const uploads = useUpload(to, onTakenIn)
  const { state } = uploads
  useBeforeNext(uploads, beforeNext)
  const place = useKeepFocus<HTMLDivElement>(state.kind)
  const mayChoose =
    state.kind === 'nothing' ||
    state.kind === 'refused' ||
    state.kind === 'taken_in' ||
    state.kind === 'called_off'
  return (
    <div ref={place} tabIndex={-1} className="oc-place">
      {head}
      {state.kind === 'taken_in' && <TakenIn place={to} answer={state.answer} />}
      {state.kind === 'called_off' && (
        <CalledOff place={to} upload={state} uploads={uploads} onPeopleChanged={onTakenIn} />
      )}
      <Refused uploads={uploads} />
      {mayChoose && (
        <>
          <DropZone
            maxMb={maxMb}
            hint={t(to.into === 'campaign' ? 'people.dropHint' : 'people.dropHintIdentity')}
            onFile={file => uploads.look(file)}
          />
          {hint}
        </>
      )}
      {state.kind === 'sending' && <SendingFile upload={state} people={people} onCallOff={uploads.callOff} />}
      {state.kind === 'looked_at' && <LookedAt into={to.into} upload={state} uploads={uploads} />}
      <ColumnWanted uploads={uploads} into={to.into} />
      {mayChoose && <EarlierFiles place={to} changes={`${people ?? ''} ${state.kind}`} />}
    </div>
  )
}
