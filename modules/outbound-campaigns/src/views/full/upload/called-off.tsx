/**
 * An upload that somebody stopped: how much of the file had come in by then, as the server counts it, and the way to the
 * rest. The server hears of the end a moment later than we do, so its last word is waited for.
 */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useEffect, useRef, type FC } from 'react'
import { getImports, type Import } from '../../api/imports'
import { number } from '../../format'
import { counted, t } from '../../text'
import { FailureNotice } from '../platform/failure'
import { useResource } from '../platform/use-resource'
import { peopleIn } from './counts'
import { WORDS, type Into, type UploadPlace } from './place'
import type { UploadState, Uploads } from './use-upload'

const EVERY_MS = 1000

interface Props {
  place: UploadPlace
  upload: Extract<UploadState, { kind: 'called_off' }>
  uploads: Uploads
  onPeopleChanged: () => void
}

/** null: nothing of the file had reached the server. */
const WhatCameIn: FC<{ file: Import | null; words: (typeof WORDS)[Into] }> = ({ file, words }) => {
  if (file !== null && file.status === 'running') return <p>{t('people.calledOff.stopping')}</p>
  const people = file === null ? 0 : peopleIn(file)
  const whole = file !== null && file.status === 'completed'
  return <p>{t(whole ? words.whole : words.part, counted(people, number))}</p>
}

export const CalledOff: FC<Props> = ({ place, upload, uploads, onPeopleChanged }) => {
  const { file, mapping, expected, since } = upload
  const words = WORDS[place.into]
  const [files, refresh] = useResource(http => getImports(http, place.path, 1), { everyMs: EVERY_MS })
  const newest = files.kind === 'ready' ? files.value.items[0] : undefined
  const own = newest && newest.id > since ? newest : null
  const came = own === null ? 0 : peopleIn(own)

  const latest = useRef(onPeopleChanged)
  latest.current = onPeopleChanged
  useEffect(() => latest.current(), [came])

  return (
    <Callout className="oc-notice" intent={Intent.WARNING} data-upload="called_off">
      <strong>{t('people.calledOff.title', { file: file.name })}</strong>
      {files.kind === 'failed' && <FailureNotice failure={files.failure} onRetry={refresh} />}
      {files.kind !== 'failed' && (
        <div role="status">
          {files.kind === 'loading' ? (
            <p>{t('people.calledOff.stopping')}</p>
          ) : (
            <WhatCameIn file={own} words={words} />
          )}
        </div>
      )}
      {!(own && own.status === 'completed') && (
        <div className="oc-step-actions">
          <Button
            icon="import"
            text={t(words.goOn)}
            onClick={() => void uploads.takeIn(file, mapping, expected)}
          />
          <span className="oc-muted">{t('people.calledOff.rest')}</span>
        </div>
      )}
    </Callout>
  )
}
