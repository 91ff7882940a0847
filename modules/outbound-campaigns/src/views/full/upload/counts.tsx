/** What became of a file's rows, in numbers that add up to all of them. */
import React, { type FC } from 'react'
import type { ImportAnswer } from '../../api/imports'
import { number } from '../../format'
import { t } from '../../text'

const COUNTS = ['accepted', 'updated', 'duplicates', 'invalid', 'opted_out'] as const

type Counts = Pick<ImportAnswer, (typeof COUNTS)[number]>

/** Whoever is there now by this file: also who was there and was brought up to date, and who will be skipped. */
export const peopleIn = ({ accepted, updated, opted_out }: Counts): number => accepted + updated + opted_out

export const FileCounts: FC<{ answer: Counts }> = ({ answer }) => (
  <dl className="oc-counts">
    {/* Where nobody can be brought up to date, nobody asks how many were. */}
    {COUNTS.filter(name => name !== 'updated' || answer.updated > 0).map(name => (
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
