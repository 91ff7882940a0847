/** How much of a limit is used: said in words, drawn beside them, and marked when it is nearly or wholly used up. */
import { Icon } from '@blueprintjs/core'
import React, { type FC, type ReactNode } from 'react'
import { levelOf } from './level'

interface Props {
  name: string
  title: string
  /** Whose limit it is. */
  of: ReactNode
  /** 1: all of it. */
  share: number
  value: string
  below: string | null
}

export const Gauge: FC<Props> = ({ name, title, of, share, value, below }) => {
  const level = levelOf(share)
  return (
    <div data-gauge={name} data-level={level}>
      <dt>
        {title}
        <div className="oc-small oc-muted oc-one-line">{of}</div>
      </dt>
      <dd>
        <span className="oc-strong">
          {level !== 'low' && <Icon icon="warning-sign" iconSize={12} />} {value}
        </span>
        <div className={`oc-share oc-share-${level}`} aria-hidden="true">
          <div style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }} />
        </div>
        {below !== null && <div className="oc-small oc-muted">{below}</div>}
      </dd>
    </div>
  )
}
