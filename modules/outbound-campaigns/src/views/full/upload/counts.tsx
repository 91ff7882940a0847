/** What became of a file's rows, in four numbers that add up to all of them. */
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { number } from '../../format'
import { t } from '../../text'

const COUNTS = ['accepted', 'duplicates', 'invalid', 'opted_out'] as const

export const FileCounts: FC<{ answer: Pick<ImportAnswer, (typeof COUNTS)[number]> }> = ({ answer }) => (
  <dl className="oc-counts">
    {COUNTS.map(name => (
      <div
        key={name}
        data-count={name}
        className={name === 'invalid' && answer.invalid > 0 ? 'oc-bad' : undefined}
      >
        <dt>{t(`people.count.${name}` as const)}</dt>
        <dd>{number(answer[name])}</dd>
      </div>
    ))}
  </dl>
)
