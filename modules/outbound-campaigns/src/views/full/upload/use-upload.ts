/**
 * A file of people on its way in. It is looked at before anything is written:
 *
 *   nothing       no file is chosen
 *   sending       the file is going out: to be looked at, or to be taken in
 *   looked_at     what would come of it; its columns may still be read as something else
 *   column_wanted no column was found by which people are recognised: somebody has to name it
 *   taken_in      what came of it
 *   called_off    it was on its way in and somebody stopped it; what had come in by then stays
 *   refused       it can't be used, or the request failed; the file is still at hand
 */
import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../api/answer'
import { createCancelling, type Cancelling } from '../../api/cancelling'
import { getImports, uploadCsv, type ImportAnswer } from '../../api/imports'
import { useBridge } from '../platform/panel-context'
import { BY_THEIR_NAMES, type Mapping, type UploadPlace } from './place'

export type Purpose = 'look' | 'take_in'

export type UploadState =
  | { kind: 'nothing' }
  /** `share` of the file that has gone out; at 1 the server is working on it. */
  | { kind: 'sending'; file: File; purpose: Purpose; share: number; expected: ImportAnswer | null }
  | { kind: 'looked_at'; file: File; mapping: Mapping; answer: ImportAnswer }
  | { kind: 'column_wanted'; file: File; columns: string[] }
  | { kind: 'taken_in'; file: File; answer: ImportAnswer }
  /** `since`: the newest import before it; only a later one is this file's. */
  | { kind: 'called_off'; file: File; mapping: Mapping; expected: ImportAnswer | null; since: number }
  | { kind: 'refused'; file: File; mapping: Mapping; purpose: Purpose; failure: Failure }

/** A file without a header has no columns to choose among: its first person would be taken for their names. */
const columnsToChoose = (failure: Failure): string[] =>
  failure.kind === 'refused' && !failure.objections.some(({ code }) => code === 'header_missing')
    ? failure.columns
    : []

export const useUpload = (place: UploadPlace, onTakenIn: () => void) => {
  const bridge = useBridge()
  const [state, setState] = useState<UploadState>({ kind: 'nothing' })
  /** Answers to a file that was put aside meanwhile are nobody's. */
  const turn = useRef(0)
  const underWay = useRef<{ cancelling: Cancelling; then(): UploadState } | null>(null)
  useEffect(
    () => () => {
      turn.current = -1
    },
    []
  )

  const newestImport = async (): Promise<number> => {
    const answer = await getImports(bridge.http(), place.path, 1)
    const [newest] = answer.kind === 'value' ? answer.value.items : []
    return newest ? newest.id : 0
  }

  /** Whether it came to what was meant, and whoever asked is still there. */
  const send = async (
    file: File,
    mapping: Mapping,
    purpose: Purpose,
    expected: ImportAnswer | null
  ): Promise<boolean> => {
    turn.current += 1
    const mine = turn.current
    const show = (next: UploadState): void => {
      if (turn.current === mine) setState(next)
    }
    const sending = (share: number): UploadState => ({ kind: 'sending', file, purpose, share, expected })
    const cancelling = createCancelling()
    let since = 0
    underWay.current = {
      cancelling,
      then: () =>
        purpose === 'look' ? { kind: 'nothing' } : { kind: 'called_off', file, mapping, expected, since }
    }
    show(sending(0))
    if (purpose === 'take_in') since = await newestImport()
    const answer = await uploadCsv(bridge.http(), place.path, {
      file,
      mapping,
      params: place.params ?? {},
      dryRun: purpose === 'look',
      onProgress: ({ loaded, total }) => show(sending(Math.min(1, loaded / (total || file.size || 1)))),
      cancelToken: cancelling.token
    })
    if (cancelling.isCancelled()) return false
    const isStillMine = turn.current === mine
    if (isStillMine) underWay.current = null
    if (answer.kind === 'value') {
      if (purpose === 'look') show({ kind: 'looked_at', file, mapping, answer: answer.value })
      else {
        show({ kind: 'taken_in', file, answer: answer.value })
        onTakenIn()
      }
      return isStillMine
    }
    const columns = columnsToChoose(answer.failure)
    if (columns.length > 0) {
      show({ kind: 'column_wanted', file, columns })
      return false
    }
    show({ kind: 'refused', file, mapping, purpose, failure: answer.failure })
    // What came in before it broke off is there.
    if (purpose === 'take_in') onTakenIn()
    return false
  }

  return {
    state,
    look: (file: File, mapping = BY_THEIR_NAMES): void => void send(file, mapping, 'look', null),
    takeIn: (file: File, mapping: Mapping, expected: ImportAnswer | null): Promise<boolean> =>
      send(file, mapping, 'take_in', expected),
    /** Breaks the request off: the server keeps what has come in, and takes the rest when the file is sent again. */
    callOff: (): void => {
      if (underWay.current === null) return
      const { cancelling, then } = underWay.current
      underWay.current = null
      turn.current += 1
      cancelling.cancel()
      setState(then())
      onTakenIn()
    },
    putAside: (): void => {
      turn.current += 1
      setState({ kind: 'nothing' })
    }
  }
}

export type Uploads = ReturnType<typeof useUpload>
