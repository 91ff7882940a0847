/**
 * How each number and mailbox fares. A rate that comes near the limit at which sending stops by itself is marked before it
 * gets there.
 */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getSenders, type Senders, type Span } from '../../api/metrics'
import { number } from '../../format'
import { t } from '../../text'
import { channelName } from '../channels/name'
import { Part } from './part'
import { rate } from './words'

type Sender = Senders['items'][number]

/** Beyond these, mailbox providers begin to look twice; the guardrails stop sending later. */
const WATCHED = { bounce_rate_pct: 2, complaint_rate_pct: 0.05, failure_rate_pct: 10 } as const

/** A mailbox bears its channel in its name, since a number and a mailbox are never the same sender. */
const addressOf = ({ sender, channel }: Sender): string =>
  sender.startsWith(`${channel}:`) ? sender.slice(channel.length + 1) : sender

const isWatched = (sender: Sender): boolean =>
  (['bounce_rate_pct', 'complaint_rate_pct', 'failure_rate_pct'] as const).some(
    name => (sender[name] ?? 0) >= WATCHED[name]
  )

const areNone = ({ items }: Senders): boolean => items.length === 0

interface Props {
  span: Span
  whileNone?: 'said' | 'hidden'
}

export const SendersPart: FC<Props> = ({ span, whileNone = 'said' }) => (
  <Part
    name="senders"
    title={t('dashboard.senders.title')}
    span={span}
    load={getSenders}
    isHidden={whileNone === 'hidden' ? areNone : undefined}
    show={({ items }) =>
      items.length === 0 ? (
        <p className="oc-muted">{t('dashboard.nothing')}</p>
      ) : (
        <table className="oc-table oc-table-small oc-senders">
          <caption className="oc-unseen">{t('dashboard.senders.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('dashboard.senders.sender')}</th>
              <th scope="col">{t('dashboard.senders.for')}</th>
              {(['sent', 'failed', 'bounced', 'complained'] as const).map(name => (
                <th key={name} scope="col" className="oc-numeric">
                  {t(`dashboard.senders.${name}` as const)}
                </th>
              ))}
              <th scope="col">{t('dashboard.senders.health')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(sender => (
              <tr key={`${sender.sender} ${sender.channel} ${sender.scope}`}>
                <th scope="row">
                  {addressOf(sender)}
                  <div className="oc-small oc-muted">{channelName(sender.channel)}</div>
                </th>
                <td>{t(`dashboard.senders.scope.${sender.scope}` as const)}</td>
                <td className="oc-numeric">{number(sender.sent)}</td>
                <td className="oc-numeric">{rate(sender.failure_rate_pct)}</td>
                <td className="oc-numeric">{rate(sender.bounce_rate_pct)}</td>
                <td className="oc-numeric">{rate(sender.complaint_rate_pct)}</td>
                <td>
                  {isWatched(sender) ? (
                    <Tag minimal intent={Intent.WARNING} icon="warning-sign">
                      {t('dashboard.senders.watch')}
                    </Tag>
                  ) : (
                    <Tag minimal intent={Intent.SUCCESS} icon="tick">
                      {t('dashboard.senders.good')}
                    </Tag>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )
    }
  />
)
