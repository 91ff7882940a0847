/** Everything that speaks against the start, each with the way to where it is mended. */
import { Callout, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../../format'
import { counted, t } from '../../../../text'
import { hrefOf } from '../../../navigation/use-route'
import { checkText } from '../check-text'
import { stepOfPath } from '../problems'
import type { Obstacle } from './obstacle'

const Mend: FC<{ path: string; campaignId: number }> = ({ path, campaignId }) => {
  const step = stepOfPath(path)
  if (step !== null) {
    return (
      <a href={hrefOf({ screen: 'edit_campaign', id: campaignId, step })}>
        {t('form.mend', { step: t(`form.step.${step}` as const) })}
      </a>
    )
  }
  return path === 'channel' ? (
    <a href={hrefOf({ screen: 'settings' })}>{t('form.mend', { step: t('navigation.settings') })}</a>
  ) : null
}

const Rows: FC<{ obstacle: Obstacle }> = ({ obstacle: { rows, examples } }) => {
  if (rows === undefined) return null
  const lines = (examples ?? []).flatMap(({ line }) => (line === null ? [] : [number(line)]))
  return (
    <div className="oc-small">
      {t('form.rowsWrong', counted(rows, number))}
      {lines.length > 0 && ` ${t('form.rowsLines', { count: lines.length, lines: lines.join(', ') })}`}
    </div>
  )
}

export const Obstacles: FC<{
  obstacles: Obstacle[]
  campaignId: number
  kind: 'problems' | 'warnings'
}> = ({ obstacles, campaignId, kind }) => {
  if (obstacles.length === 0) return null
  return (
    <Callout
      className="oc-notice"
      intent={kind === 'problems' ? Intent.DANGER : Intent.WARNING}
      data-obstacles={kind}
    >
      <h3>{t(`form.review.${kind}` as const, { count: obstacles.length })}</h3>
      <ul className="oc-obstacles">
        {obstacles.map((obstacle, index) => (
          <li key={index}>
            <div>
              {checkText(obstacle)}
              <Rows obstacle={obstacle} />
            </div>
            <Mend path={obstacle.path} campaignId={campaignId} />
          </li>
        ))}
      </ul>
    </Callout>
  )
}
