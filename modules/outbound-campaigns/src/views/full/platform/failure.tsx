/** What went wrong, in the user's words, with the one thing to do about it. */
import { Button, Callout, Card, Intent, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Failure } from '../../api'
import { t } from '../../text'
import { Message } from './message'

const ICONS: Record<Failure['kind'], IconName> = {
  unreachable: 'offline',
  signed_out: 'log-out',
  forbidden: 'lock',
  refused: 'error',
  unreadable: 'error'
}

const titleOf = (failure: Failure): string => t(`failure.${failure.kind}.title` as const)

const textOf = (failure: Failure): string =>
  failure.kind === 'refused'
    ? t('failure.refused.text', { status: failure.status })
    : t(`failure.${failure.kind}.text` as const)

/** What the server itself says, which is not in the user's language: small print beside what is. */
const Detail: FC<{ failure: Failure }> = ({ failure }) =>
  failure.kind === 'refused' && failure.detail !== '' ? (
    <div className="oc-detail">{failure.detail}</div>
  ) : null

const reload = (): void => window.location.reload()

const Remedy: FC<{ failure: Failure; onRetry: () => void }> = ({ failure, onRetry }) =>
  failure.kind === 'signed_out' ? (
    <Button intent={Intent.PRIMARY} icon="refresh" text={t('failure.reload')} onClick={reload} />
  ) : (
    <Button icon="refresh" text={t('failure.retry')} onClick={onRetry} />
  )

/** Nothing could be loaded: the failure is the page. */
export const FailurePage: FC<{ failure: Failure; onRetry: () => void }> = ({ failure, onRetry }) => (
  <Card className="oc-card">
    <Message
      icon={ICONS[failure.kind]}
      heading="h2"
      title={titleOf(failure)}
      text={textOf(failure)}
      role="alert"
    >
      <Detail failure={failure} />
      <Remedy failure={failure} onRetry={onRetry} />
    </Message>
  </Card>
)

/** What is shown below is older, because it could not be refreshed. */
export const FailureNotice: FC<{ failure: Failure; onRetry: () => void }> = ({ failure, onRetry }) => (
  <Callout className="oc-notice" intent={Intent.WARNING} icon={ICONS[failure.kind]} role="alert">
    <div className="oc-notice-row">
      <div>
        <strong>{titleOf(failure)}</strong>
        <div>{textOf(failure)}</div>
        <Detail failure={failure} />
      </div>
      <Remedy failure={failure} onRetry={onRetry} />
    </div>
  </Callout>
)
