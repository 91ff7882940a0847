/** The actions of one campaign: the likeliest with its name, the others as icons that say theirs. */
import { Button, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Campaign } from '../../../api/campaigns'
import { t } from '../../../text'
import { actionsFor, type Action } from './actions'
import type { CampaignActions } from './use-actions'

const ICONS: Record<Action, IconName> = {
  edit: 'edit',
  review: 'send-message',
  pause: 'pause',
  resume: 'play',
  cancel: 'disable',
  clone: 'duplicate',
  delete: 'trash'
}

const nameOf = (action: Action): string => t(`campaigns.action.${action}` as const)

export const CampaignButtons: FC<{ campaign: Campaign; actions: CampaignActions }> = ({
  campaign,
  actions
}) => {
  const [first, ...others] = actionsFor(campaign)
  const busy = actions.busyWith !== null
  const labelOf = (action: Action): string =>
    t('campaigns.actionOn', { action: nameOf(action), name: campaign.name })
  const button = (action: Action, named: boolean) => (
    <Button
      key={action}
      small
      minimal={!named}
      outlined={named}
      icon={ICONS[action]}
      text={named ? nameOf(action) : undefined}
      title={named ? undefined : nameOf(action)}
      aria-label={labelOf(action)}
      disabled={busy}
      data-action={action}
      onClick={() => actions.act(action, campaign)}
    />
  )
  return (
    <div className="oc-actions">
      {first && button(first, true)}
      {others.map(action => button(action, false))}
    </div>
  )
}
