/**
 * What the server says of steps that are not saved: asked a moment after the last change, never twice at once, and
 * forgotten when the steps are others. It also says who would land where.
 */
import { useEffect, useRef, useState } from 'react'
import { previewSteps, type Previewed } from '../../../api/sequences'
import { useBridge } from '../../platform/panel-context'
import type { Draft } from '../model/draft'
import { serverProblems, type Problem } from '../model/problems'
import { listOf, type Tree } from '../model/tree'
import { checkable } from './checkable'

const PAUSE_MS = 800

export interface Checks {
  problems: Problem[]
  warnings: Problem[]
  /** null: not known for these steps. */
  people: Previewed[] | null
  checking: boolean
}

interface Known extends Omit<Checks, 'checking'> {
  steps: Tree
}

const NOTHING: Omit<Checks, 'checking'> = { problems: [], warnings: [], people: null }

export const useChecks = (id: number, draft: Draft, wanted: boolean): Checks => {
  const bridge = useBridge()
  const [known, setKnown] = useState<Known | null>(null)
  const { steps } = draft
  const latest = useRef(draft)
  latest.current = draft

  useEffect(() => {
    if (!wanted) return undefined
    let isCurrent = true
    const look = async (): Promise<void> => {
      const keys = listOf(steps).map(({ key }) => key)
      const answer = await previewSteps(bridge.http(), id, checkable(latest.current))
      if (!isCurrent) return
      if (answer.kind === 'value') {
        const { people, warnings } = answer.value
        setKnown({ steps, problems: [], warnings: serverProblems(warnings, keys), people })
      } else if (answer.failure.kind === 'refused') {
        const problems = serverProblems(answer.failure.objections, keys)
        setKnown({ ...NOTHING, steps, problems })
      }
    }
    const timer = setTimeout(() => void look(), PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [bridge, id, steps, wanted])

  if (!wanted) return { ...NOTHING, checking: false }
  // While it is being asked anew, what it said last is still the best that is known of the fields.
  if (known?.steps !== steps)
    return { problems: known?.problems ?? [], warnings: known?.warnings ?? [], people: null, checking: true }
  return { ...known, checking: false }
}
