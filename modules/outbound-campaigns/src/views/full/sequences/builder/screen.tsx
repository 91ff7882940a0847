/** One sequence: loaded, then looked at now and then for what others change. */
import React, { type FC } from 'react'
import { getSequence } from '../../../api/sequences'
import type { SequencePart } from '../../navigation/sequences-routes'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useResource } from '../../platform/use-resource'
import { PreviewScope } from '../simulate/scope'
import { Builder } from './builder'

const EVERY_MS = 10_000

export const SequenceScreen: FC<{ id: number; part: SequencePart }> = ({ id, part }) => {
  const [sequence, refresh] = useResource(http => getSequence(http, id), {
    key: String(id),
    everyMs: EVERY_MS
  })
  switch (sequence.kind) {
    case 'loading':
      return <Loading instead="page" />
    case 'failed':
      return <FailurePage failure={sequence.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          {sequence.failure && <FailureNotice failure={sequence.failure} onRetry={refresh} />}
          <PreviewScope sequenceId={id}>
            <Builder sequence={sequence.value} part={part} onChanged={refresh} />
          </PreviewScope>
        </>
      )
  }
}
