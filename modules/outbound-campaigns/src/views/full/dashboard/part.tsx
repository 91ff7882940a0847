/** One part of the dashboard: loaded and failing by itself, so that one that is slow or broken takes nobody along. */
import { Card } from '@blueprintjs/core'
import React, { type FC, type ReactNode } from 'react'
import type { Answer } from '../../api/answer'
import type { Span } from '../../api/metrics'
import type { Http } from '../../studio'
import { FailureNotice } from '../platform/failure'
import { useResource } from '../platform/use-resource'

/** It is counted along every few seconds; what one looks at should not flicker. */
const EVERY_MS = 15_000

interface Props<T> {
  name: string
  title: string
  beside?: ReactNode
  span: Span
  load: (http: Http, span: Span) => Promise<Answer<T>>
  show: (value: T) => ReactNode
  /** There is nothing of it that would be worth a place. */
  isHidden?: (value: T) => boolean
}

export function Part<T>({ name, title, beside, span, load, show, isHidden }: Props<T>): JSX.Element {
  const [resource, refresh] = useResource(http => load(http, span), {
    key: JSON.stringify(span),
    everyMs: EVERY_MS
  })
  if (isHidden && (resource.kind === 'loading' || (resource.kind === 'ready' && isHidden(resource.value))))
    return <></>
  const failure = resource.kind === 'loading' ? null : resource.failure
  return (
    <Card className="oc-card oc-part" data-part={name}>
      <div className="oc-card-head">
        <h2>{title}</h2>
        {beside}
      </div>
      {failure && <FailureNotice failure={failure} onRetry={refresh} />}
      {resource.kind === 'loading' && <Waiting />}
      {resource.kind === 'ready' && show(resource.value)}
    </Card>
  )
}

export const Waiting: FC = () => (
  <div className="oc-part-waiting" aria-hidden="true">
    <div className="oc-skeleton bp3-skeleton" />
    <div className="oc-skeleton bp3-skeleton" />
  </div>
)
