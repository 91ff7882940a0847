/** The draft in a component. It is made once for a form; what the server says later is told to it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { changeCampaign, createCampaign, type Campaign } from '../../../api/campaigns'
import { useBridge } from '../../platform/panel-context'
import { keepDraft, type Draft, type DraftState } from './draft'
import { EMPTY, inputOf, type FormInput } from './input'
import { keep, recall } from './memory'

export interface OpenDraft extends DraftState {
  /** Something from before a reload was put back in. */
  restored: boolean
  type(typed: Partial<FormInput>): void
  save(): Promise<boolean>
  hear(campaign: Campaign): void
  /** As it is by now, for what follows on something awaited. */
  current(): Campaign | null
}

export const useDraft = (campaign: Campaign | null): OpenDraft => {
  const bridge = useBridge()
  const [restored] = useState(() => recall(campaign && campaign.id))
  const [state, setState] = useState<DraftState>(() => ({
    input: { ...(campaign ? inputOf(campaign) : EMPTY), ...restored },
    campaign,
    saving: { kind: restored === null ? 'saved' : 'unsaved' }
  }))
  const draft = useRef<Draft | null>(null)
  const first = useRef(state)

  useEffect(() => {
    const kept = keepDraft(
      {
        create: fields => createCampaign(bridge.http(), fields),
        change: (id, change) => changeCampaign(bridge.http(), id, change),
        remember: keep,
        onChange: setState
      },
      first.current
    )
    draft.current = kept
    return kept.close
  }, [bridge])

  const type = useCallback((typed: Partial<FormInput>) => draft.current?.type(typed), [])
  const save = useCallback(() => draft.current?.save() ?? Promise.resolve(false), [])
  const hear = useCallback((heard: Campaign) => draft.current?.hear(heard), [])
  const current = useCallback(() => draft.current?.state().campaign ?? null, [])
  return { ...state, restored: restored !== null, type, save, hear, current }
}
