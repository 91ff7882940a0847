/** One word while campaigns can go out; where they can't, what is in the way and where it is set right. */
import { Callout, Icon, Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Status } from '../../api/status'
import { t } from '../../text'
import { reasonText } from '../channels/reason'
import { hrefOf } from '../navigation/use-route'
import { readinessOf, type Readiness } from './readiness'

type Trouble = Exclude<Readiness, { kind: 'ready' }>

const whatIsWrong = (trouble: Trouble): { title: string; text: string; detail: string | null } => {
  switch (trouble.kind) {
    case 'broken':
      return { title: t('problem.title'), text: t('problem.text'), detail: trouble.problem }
    case 'stopped':
      return { title: t('ready.stopped.title'), text: t('ready.stopped.text'), detail: null }
    case 'no_channel': {
      const reason = trouble.reason && reasonText(trouble.reason)
      return {
        title: t('ready.noChannel'),
        text: reason ? reason.text : t('channels.notReadyText'),
        detail: reason && reason.detail
      }
    }
  }
}

const Missing: FC<{ trouble: Trouble }> = ({ trouble }) => {
  const { title, text, detail } = whatIsWrong(trouble)
  return (
    <Callout
      className="oc-notice"
      intent={trouble.kind === 'broken' ? Intent.DANGER : Intent.WARNING}
      role="alert"
      data-ready="false"
    >
      <div className="oc-notice-row">
        <div>
          <strong>{title}</strong>
          <div>{text}</div>
          {detail !== null && <div className="oc-detail">{detail}</div>}
        </div>
        <a className="oc-notice-link" href={hrefOf({ screen: 'settings' })}>
          {t('ready.open')}
        </a>
      </div>
    </Callout>
  )
}

/** In the way of every campaign, so above every screen. */
export const NotReady: FC<{ status: Status }> = ({ status }) => {
  const readiness = readinessOf(status)
  return readiness.kind === 'ready' ? null : <Missing trouble={readiness} />
}

export const Ready: FC<{ status: Status }> = ({ status }) => {
  const readiness = readinessOf(status)
  if (readiness.kind !== 'ready') return null
  return (
    <a className="oc-ready" href={hrefOf({ screen: 'settings' })} data-ready="true">
      <Icon icon="tick-circle" iconSize={14} />
      {t('ready.yes')}
      {readiness.sandbox && (
        <Tag minimal title={t('channels.sandboxText')}>
          {t('channels.sandbox')}
        </Tag>
      )}
    </a>
  )
}
