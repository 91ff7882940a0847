/**
 * Carries out what somebody wants done with a sequence: asks where it can't be taken back or reaches people, does it once
 * however often it is clicked, and says what failed.
 */
import React, { useRef, useState, type ReactNode } from 'react'
import type { Answer, Failure } from '../../../api/answer'
import {
  changeSequence,
  cloneSequence,
  deleteSequence,
  isSequenceWithSteps,
  resumeSequence,
  type Sequence
} from '../../../api/sequences'
import { number } from '../../../format'
import type { Http } from '../../../studio'
import { counted, t } from '../../../text'
import { go } from '../../navigation/use-route'
import { useAnnounce } from '../../platform/announce'
import { Confirm } from '../../platform/confirm'
import { FailureNotice } from '../../platform/failure'
import { useBridge } from '../../platform/panel-context'
import { problemText } from '../words'

export const ACTIONS = ['activate', 'resume', 'deactivate', 'clone', 'delete'] as const
export type Action = (typeof ACTIONS)[number]

interface Wish {
  action: Action
  sequence: Sequence
}

const request = (http: Http, { action, sequence: { id } }: Wish): Promise<Answer<unknown>> => {
  switch (action) {
    case 'activate':
      return changeSequence(http, id, { active: true })
    case 'resume':
      return resumeSequence(http, id)
    case 'deactivate':
      return changeSequence(http, id, { active: false })
    case 'clone':
      return cloneSequence(http, id)
    case 'delete':
      return deleteSequence(http, id)
  }
}

/** Switching on and copying hurt nobody. */
type Asked = 'deactivate' | 'delete'

const asksFirst = ({ action, sequence }: Wish): boolean =>
  action === 'delete' || (action === 'deactivate' && sequence.counts.active > 0)

const Question = ({
  action,
  sequence,
  onYes,
  onNo
}: {
  action: Asked
  sequence: Sequence
  onYes: () => void
  onNo: () => void
}) => (
  <Confirm
    title={t(`sequences.confirm.${action}.title` as const, { name: sequence.name })}
    text={t(
      `sequences.confirm.${action}.text` as const,
      counted(sequence.counts.active + (action === 'delete' ? sequence.counts.paused : 0), number)
    )}
    yes={t(`sequences.confirm.${action}.yes` as const)}
    no={t(`sequences.confirm.${action}.no` as const)}
    onYes={onYes}
    onNo={onNo}
  />
)

/** Why it can't be switched on, in the user's words where they are known. */
const toldWhy = (failure: Failure): string | undefined => {
  if (failure.kind !== 'refused' || failure.objections.length === 0) return undefined
  const texts = failure.objections.map(({ code, message }) => problemText({ code: code ?? '', message }))
  return Array.from(new Set(texts)).join(' ')
}

export interface SequenceActions {
  act(action: Action, sequence: Sequence): void
  busy: boolean
  /** The question that is open, and what failed. */
  shown: ReactNode
}

export const useSequenceActions = (onDone: (action: Action) => void): SequenceActions => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const [asking, setAsking] = useState<Wish | null>(null)
  const [failed, setFailed] = useState<(Wish & { failure: Failure }) | null>(null)
  const [isBusy, setBusy] = useState(false)
  // State arrives with the next render, a double click before it.
  const busy = useRef(false)

  const perform = async (wish: Wish): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setBusy(true)
    setFailed(null)
    const answer = await request(bridge.http(), wish)
    busy.current = false
    setBusy(false)
    if (answer.kind === 'failure') setFailed({ ...wish, failure: answer.failure })
    else announce(t(`sequences.done.${wish.action}` as const, { name: wish.sequence.name }))
    // A copy is made to be changed.
    if (wish.action === 'clone' && answer.kind === 'value' && isSequenceWithSteps(answer.value))
      go({ screen: 'sequence', id: answer.value.id, part: 'steps' })
    onDone(wish.action)
  }

  const act = (action: Action, sequence: Sequence): void => {
    const wish = { action, sequence }
    if (asksFirst(wish)) setAsking(wish)
    else void perform(wish)
  }

  const shown = (
    <>
      {failed && (
        <FailureNotice
          failure={failed.failure}
          title={t(`sequences.failed.${failed.action}` as const, { name: failed.sequence.name })}
          text={toldWhy(failed.failure)}
          onDismiss={() => setFailed(null)}
        />
      )}
      {asking && (asking.action === 'deactivate' || asking.action === 'delete') && (
        <Question
          action={asking.action}
          sequence={asking.sequence}
          onNo={() => setAsking(null)}
          onYes={() => {
            setAsking(null)
            void perform(asking)
          }}
        />
      )}
    </>
  )
  return { act, busy: isBusy, shown }
}
