/**
 * Saves a sequence. Where people are in it and its steps are others, somebody first sees who would land where and decides
 * whether they stay or go over. What the server refuses is told where it can be mended; if somebody else was faster,
 * nothing is lost: their changes are looked at, or these are saved over them.
 */
import { useRef, useState } from 'react'
import type { Failure } from '../../../api/answer'
import {
  changeSequence,
  getSequence,
  previewSteps,
  type People,
  type Previewed,
  type SavedSequence,
  type SequenceWithSteps
} from '../../../api/sequences'
import { t } from '../../../text'
import { useAnnounce } from '../../platform/announce'
import { useBridge } from '../../platform/panel-context'
import { areSameSteps, changeOf, draftOf, stepsOf, type Draft } from '../model/draft'
import { serverProblems, type Problem } from '../model/problems'
import { listOf } from '../model/tree'
import type { DraftState } from './use-draft'

export interface Save {
  /** What is being asked before it is saved. */
  asking: { people: Previewed[]; switchOn: boolean } | null
  saving: boolean
  failure: Failure | null
  /** Somebody else was faster. */
  conflict: boolean
  /** What the server refused, for as long as these are the steps. */
  refused: Problem[]
  warnings: Problem[]
  save(how: { switchOn: boolean }): Promise<boolean>
  answer(people: People): Promise<boolean>
  callOff(): void
  dismiss(): void
  /** Throws what was changed here away, and shows what somebody else has saved. */
  takeTheirs(): Promise<void>
  /** Saves what was changed here over what somebody else has saved. */
  saveOver(): Promise<boolean>
}

interface Refusal {
  of: Draft
  problems: Problem[]
}

export const useSave = (state: DraftState, onSaved: (saved: SavedSequence) => void): Save => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const { base, draft } = state
  const [asking, setAsking] = useState<Save['asking']>(null)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [conflict, setConflict] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [warnings, setWarnings] = useState<Problem[]>([])
  const busy = useRef(false)

  const once = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    if (busy.current) return otherwise
    busy.current = true
    setSaving(true)
    const done = await work()
    busy.current = false
    setSaving(false)
    return done
  }

  const failed = (why: Failure): boolean => {
    const keys = listOf(draft.steps).map(({ key }) => key)
    const isConflict =
      why.kind === 'refused' &&
      why.status === 409 &&
      why.objections.some(({ code }) => code === 'changed_meanwhile')
    setConflict(isConflict)
    setFailure(isConflict ? null : why)
    setRefusal(
      why.kind === 'refused' && !isConflict
        ? { of: draft, problems: serverProblems(why.objections, keys) }
        : null
    )
    return false
  }

  const send = async (people: People, switchOn: boolean, from: SequenceWithSteps): Promise<boolean> => {
    const change = { ...changeOf(draft, draftOf(from)), ...(switchOn && { active: true }) }
    const { id, revision } = from
    const answer = await changeSequence(bridge.http(), id, { ...change, people, revision })
    if (answer.kind === 'failure') return failed(answer.failure)
    const { value } = answer
    setFailure(null)
    setConflict(false)
    setRefusal(null)
    setWarnings(
      serverProblems(
        value.warnings,
        value.steps.map(({ key }) => key)
      )
    )
    state.startOver(value)
    announce(t(switchOn ? 'sequences.builder.switchedOn' : 'sequences.builder.saved', { name: value.name }))
    onSaved(value)
    return true
  }

  /** Whether somebody has to decide first: only where people are in it for whom the steps change. */
  const saveFrom = async (from: SequenceWithSteps, switchOn: boolean): Promise<boolean> => {
    const isInside = from.counts.active + from.counts.paused > 0
    if (!isInside || areSameSteps(draft, draftOf(from))) return send('stay', switchOn, from)
    const looked = await previewSteps(bridge.http(), from.id, stepsOf(draft))
    if (looked.kind === 'failure') return failed(looked.failure)
    if (looked.value.people.length === 0) return send('stay', switchOn, from)
    setAsking({ people: looked.value.people, switchOn })
    return false
  }

  const theirs = async () => {
    const answer = await getSequence(bridge.http(), base.id)
    if (answer.kind === 'failure') {
      setFailure(answer.failure)
      return null
    }
    return answer.value
  }

  return {
    asking,
    saving,
    failure,
    conflict,
    refused: refusal?.of.steps === draft.steps && refusal.of.fields === draft.fields ? refusal.problems : [],
    warnings,
    save: ({ switchOn }) => once(() => saveFrom(base, switchOn), false),
    answer: people => {
      const switchOn = asking?.switchOn === true
      setAsking(null)
      return once(() => send(people, switchOn, base), false)
    },
    callOff: () => setAsking(null),
    dismiss: () => {
      setFailure(null)
      setConflict(false)
    },
    takeTheirs: () =>
      once(async () => {
        const found = await theirs()
        if (found === null) return
        setConflict(false)
        state.startOver(found)
        onSaved({ ...found, warnings: [] })
      }, undefined),
    saveOver: () =>
      once(async () => {
        const found = await theirs()
        if (found === null) return false
        setConflict(false)
        state.goOnFrom(found)
        return saveFrom(found, false)
      }, false)
  }
}
