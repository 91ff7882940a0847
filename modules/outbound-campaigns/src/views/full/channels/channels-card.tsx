/** Each channel: can it send, does it reach real people, and if it can't send, what to mend. */
import { Card, Icon, Intent, Tag, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Status } from '../../api/status'
import { t } from '../../text'
import { channelName } from './name'
import { reasonText } from './reason'

type Channel = Status['channels'][number]

const ICONS: Partial<Record<string, IconName>> = { whatsapp: 'mobile-phone', email: 'envelope' }

const Reason: FC<{ reason: Channel['reason'] }> = ({ reason }) => {
  if (!reason) return <div className="oc-muted">{t('channels.notReadyText')}</div>
  const { text, detail } = reasonText(reason)
  return (
    <>
      <div>{text}</div>
      {detail !== null && <div className="oc-detail">{detail}</div>}
    </>
  )
}

const ChannelLine: FC<{ channel: Channel }> = ({ channel }) => (
  <li className="oc-line" data-channel={channel.name} data-ready={channel.ready}>
    <Icon icon={ICONS[channel.name] ?? 'send-message'} />
    <div>
      <div className="oc-line-head">
        <span className="oc-strong">{channelName(channel.name)}</span>
        <Tag minimal intent={channel.ready ? Intent.SUCCESS : Intent.WARNING}>
          {t(channel.ready ? 'channels.ready' : 'channels.notReady')}
        </Tag>
        {channel.sandbox && (
          <Tag minimal title={t('channels.sandboxText')}>
            {t('channels.sandbox')}
          </Tag>
        )}
      </div>
      {channel.ready ? (
        <div className="oc-muted">{t(channel.sandbox ? 'channels.sandboxText' : 'channels.readyText')}</div>
      ) : (
        <Reason reason={channel.reason} />
      )}
    </div>
  </li>
)

export const ChannelsCard: FC<{ channels: Channel[] }> = ({ channels }) => (
  <Card className="oc-card">
    <h2>{t('channels.title')}</h2>
    <ul className="oc-list">
      {channels.map(channel => (
        <ChannelLine key={channel.name} channel={channel} />
      ))}
    </ul>
  </Card>
)
