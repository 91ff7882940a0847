/**
 * Carries out what somebody wants done with a campaign: asks where it can't be taken back, does it once however often
 * it is clicked, and says what failed.
 */
import React, { useRef, useState, type ReactNode } from 'react'
import type { Answer, Failure } from '../../../api/answer'
import {
  cancelCampaign,
  cloneCampaign,
  deleteCampaign,
  isCampaign,
  pauseCampaign,
  resumeCampaign,
  type Campaign
} from '../../../api/campaigns'
import { number } from '../../../format'
import type { Http } from '../../../studio'
import { counted, t } from '../../../text'
import { go } from '../../navigation/use-route'
import { useAnnounce } from '../../platform/announce'
import { Confirm } from '../../platform/confirm'
import { FailureNotice } from '../../platform/failure'
import { useBridge } from '../../platform/panel-context'
import type { Action } from './actions'

type Done = Exclude<Action, 'edit' | 'review'>

interface Wish {
  action: Done
  campaign: Campaign
}

const request = (http: Http, { action, campaign }: Wish): Promise<Answer<unknown>> => {
  switch (action) {
    case 'pause':
      return pauseCampaign(http, campaign.id)
    case 'resume':
      return resumeCampaign(http, campaign.id)
    case 'cancel':
      return cancelCampaign(http, campaign.id)
    case 'clone':
      return cloneCampaign(http, campaign.id, t('campaigns.copyOf', { name: campaign.name }))
    case 'delete':
      return deleteCampaign(http, campaign.id)
  }
}

const Question = ({
  wish,
  onYes,
  onNo
}: {
  wish: Wish & { action: 'cancel' | 'delete' }
  onYes: () => void
  onNo: () => void
}) => {
  const { action, campaign } = wish
  const open = campaign.counts.pending
  const text =
    action === 'cancel'
      ? t('campaigns.confirm.cancel.text', counted(open, number))
      : t('campaigns.confirm.delete.text')
  return (
    <Confirm
      title={t(`campaigns.confirm.${action}.title` as const, { name: campaign.name })}
      text={text}
      yes={t(`campaigns.confirm.${action}.yes` as const)}
      no={t('campaigns.confirm.no')}
      onYes={onYes}
      onNo={onNo}
    />
  )
}

export interface CampaignActions {
  act(action: Action, campaign: Campaign): void
  /** The campaign that something is being done with. */
  busyWith: number | null
  /** The question that is open, and what failed. */
  shown: ReactNode
}

export const useCampaignActions = (onDone: (action: Done) => void): CampaignActions => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const [asking, setAsking] = useState<Wish | null>(null)
  const [failed, setFailed] = useState<(Wish & { failure: Failure }) | null>(null)
  const [busyWith, setBusyWith] = useState<number | null>(null)
  // State arrives with the next render, a double click before it.
  const busy = useRef(false)

  const perform = async (wish: Wish): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setBusyWith(wish.campaign.id)
    setFailed(null)
    const answer = await request(bridge.http(), wish)
    busy.current = false
    setBusyWith(null)
    if (answer.kind === 'failure') setFailed({ ...wish, failure: answer.failure })
    else announce(t(`campaigns.done.${wish.action}` as const, { name: wish.campaign.name }))
    // A copy is made to be changed.
    if (wish.action === 'clone' && answer.kind === 'value' && isCampaign(answer.value)) {
      go({ screen: 'edit_campaign', id: answer.value.id, step: 'message' })
    }
    // Also after a failure: what is shown may be what was wrong.
    onDone(wish.action)
  }

  const act = (action: Action, campaign: Campaign): void => {
    if (action === 'edit') go({ screen: 'edit_campaign', id: campaign.id, step: 'message' })
    else if (action === 'review') go({ screen: 'edit_campaign', id: campaign.id, step: 'review' })
    else if (action === 'cancel' || action === 'delete') setAsking({ action, campaign })
    else void perform({ action, campaign })
  }

  const shown = (
    <>
      {failed && (
        <FailureNotice
          failure={failed.failure}
          title={t(`campaigns.failed.${failed.action}` as const, { name: failed.campaign.name })}
          onDismiss={() => setFailed(null)}
        />
      )}
      {asking && (asking.action === 'cancel' || asking.action === 'delete') && (
        <Question
          wish={{ ...asking, action: asking.action }}
          onNo={() => setAsking(null)}
          onYes={() => {
            setAsking(null)
            void perform(asking)
          }}
        />
      )}
    </>
  )
  return { act, busyWith, shown }
}
