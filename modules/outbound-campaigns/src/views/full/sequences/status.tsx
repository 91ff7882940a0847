/** How a sequence stands: a word, and what it waits for. */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Sequence } from '../../api/sequences'
import { moment, number } from '../../format'
import { counted, t } from '../../text'
import { reasonText } from '../campaigns/next-text'

type Standing = 'active' | 'stopped' | 'inactive'

export const standingOf = ({ active, status_reason: reason }: Sequence): Standing => {
  if (!active) return 'inactive'
  return reason === null ? 'active' : 'stopped'
}

const INTENTS: Record<Standing, Intent> = {
  active: Intent.SUCCESS,
  stopped: Intent.DANGER,
  inactive: Intent.NONE
}

export const SequenceStatus: FC<{ sequence: Sequence }> = ({ sequence }) => {
  const standing = standingOf(sequence)
  return (
    <Tag minimal intent={INTENTS[standing]} data-status={standing}>
      {t(`sequences.status.${standing}` as const)}
    </Tag>
  )
}

const stoppedText = (reason: NonNullable<Sequence['status_reason']>): string => {
  const why = reasonText(reason)
  const [only, other] = reason.channels ?? []
  return only !== undefined && other === undefined
    ? t(`sequences.waits.stopped.${only}` as const, { why })
    : why
}

export const waitsFor = (sequence: Sequence): string => {
  const { active, status_reason: reason, counts, total_steps: steps, trigger, next_due_at: due } = sequence
  if (!active) {
    if (steps === 0) return t('sequences.waits.steps')
    return counts.active > 0
      ? t('sequences.waits.standing', counted(counts.active, number))
      : t('sequences.waits.activation')
  }
  if (reason !== null) return stoppedText(reason)
  if (counts.active === 0) return t(`sequences.waits.people.${trigger.kind}` as const)
  return due === null ? t('sequences.waits.answers') : t('sequences.waits.due', { at: moment(due) })
}
