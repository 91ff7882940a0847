/** What went wrong, with the one thing to do about it. */
import { Button, Callout, Card, Intent, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Failure } from '../../api/answer'
import { t } from '../../text'
import { failureDetail, failureText, failureTitle } from './failure-text'
import { Message } from './message'

const ICONS: Record<Failure['kind'], IconName> = {
  unreachable: 'offline',
  signed_out: 'log-out',
  forbidden: 'lock',
  refused: 'error',
  unreadable: 'error'
}

const Detail: FC<{ failure: Failure }> = ({ failure }) => {
  const detail = failureDetail(failure)
  return detail === null ? null : <div className="oc-detail">{detail}</div>
}

const reload = (): void => window.location.reload()

const Remedy: FC<{ failure: Failure; onRetry?: () => void }> = ({ failure, onRetry }) => {
  if (failure.kind === 'signed_out') {
    return <Button intent={Intent.PRIMARY} icon="refresh" text={t('failure.reload')} onClick={reload} />
  }
  return onRetry ? <Button icon="refresh" text={t('failure.retry')} onClick={onRetry} /> : null
}

interface PageProps {
  failure: Failure
  /** h2 where the page has a heading of its own. */
  heading?: 'h1' | 'h2'
  onRetry: () => void
}

/** Nothing could be loaded: the failure is the page. */
export const FailurePage: FC<PageProps> = ({ failure, heading = 'h1', onRetry }) => (
  <Card className="oc-card">
    <Message
      icon={ICONS[failure.kind]}
      heading={heading}
      title={failureTitle(failure)}
      text={failureText(failure)}
      role="alert"
    >
      <Detail failure={failure} />
      <Remedy failure={failure} onRetry={onRetry} />
    </Message>
  </Card>
)

/** What is shown below is older, because it could not be refreshed; or what was asked for was not done. */
export const FailureNotice: FC<{
  failure: Failure
  /** What was being done, where the failure alone would not say. */
  title?: string
  /** What it is and what to do about it, where that can be said in the user's language: then the server's words are not needed. */
  text?: string
  onRetry?: () => void
  onDismiss?: () => void
}> = ({ failure, title, text, onRetry, onDismiss }) => (
  <Callout
    className="oc-notice"
    intent={title === undefined ? Intent.WARNING : Intent.DANGER}
    icon={ICONS[failure.kind]}
    role="alert"
  >
    <div className="oc-notice-row">
      <div>
        <strong>{title ?? failureTitle(failure)}</strong>
        <div>{text ?? failureText(failure)}</div>
        {text === undefined && <Detail failure={failure} />}
      </div>
      <div className="oc-notice-actions">
        <Remedy failure={failure} onRetry={onRetry} />
        {onDismiss && <Button minimal icon="cross" aria-label={t('dismiss')} onClick={onDismiss} />}
      </div>
    </div>
  </Callout>
)
