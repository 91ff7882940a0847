/** This bot's campaigns. While there are none: what stands between the user and the first one. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Status } from '../../api'
import { t } from '../../text'
import { channelName } from '../channels/name'
import { Message } from '../platform/message'

const whatIsNeeded = ({ problem, channels }: Status): string => {
  if (problem !== null) return t('problem.text')
  const ready = channels.filter(channel => channel.ready).map(channel => channelName(channel.name))
  return ready.length === 0
    ? t('campaigns.none.channelNeeded')
    : t('campaigns.none.ready', { channels: ready.join(', '), count: ready.length })
}

export const CampaignsOverview: FC<{ status: Status }> = ({ status }) => (
  <Card className="oc-card">
    <h2>{t('campaigns.title')}</h2>
    <Message icon="send-message" heading="h3" title={t('campaigns.none.title')} text={whatIsNeeded(status)} />
  </Card>
)
