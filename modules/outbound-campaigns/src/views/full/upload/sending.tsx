/** A file on its way: first the line, then the server, which says how far it is by the campaign's own count. */
import { Button, ProgressBar } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { number, percent } from '../../format'
import { t } from '../../text'
import { peopleIn } from './counts'
import type { UploadState } from './use-upload'

type Sending = Extract<UploadState, { kind: 'sending' }>

interface Props {
  upload: Sending
  /** How many there are now; null: nobody counts them. */
  people: number | null
  onCallOff: () => void
}

export const SendingFile: FC<Props> = ({ upload: { file, purpose, share, expected }, people, onCallOff }) => {
  const [before] = useState(people)
  const wanted = expected === null ? 0 : peopleIn(expected)
  const taken = Math.max(0, (people ?? 0) - (before ?? 0))
  // The server takes people in while the file is still coming: from then on that is what there is to see.
  const storing = people !== null && purpose === 'take_in' && wanted > 0 && (taken > 0 || share >= 1)
  const outgoing = !storing && share < 1
  const value = storing ? Math.min(1, taken / wanted) : outgoing ? share : null
  const text = () => {
    if (outgoing)
      return t('people.uploading', { file: file.name, percent: percent(Math.floor(share * 100) / 100) })
    if (storing) return t('people.storing', { taken: number(taken), total: number(wanted) })
    return t('people.reading', { file: file.name })
  }
  return (
    <div className="oc-sending" data-upload="sending">
      <div role="status">
        <p>{text()}</p>
        <ProgressBar value={value ?? undefined} stripes={value === null} animate={value === null} />
      </div>
      <Button icon="stop" text={t('people.callOff')} onClick={onCallOff} />
    </div>
  )
}
