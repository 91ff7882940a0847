/** Everything that is to be mended, each leading to where it is. */
import { Button, Icon } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import type { Problem } from '../model/problems'
import { find, type Tree } from '../model/tree'
import { nameOf, problemText } from '../words'

interface Props {
  problems: readonly Problem[]
  tree: Tree
  /** A step's field; null: the sequence's settings. */
  onGo: (step: string | null, field: string) => void
}

const whereOf = ({ step }: Problem, tree: Tree): string => {
  const found = step === null ? null : find(tree, step)
  return found ? nameOf(found.node.step, tree) : t('sequences.part.settings')
}

export const ProblemList: FC<Props> = ({ problems, tree, onGo }) => {
  if (problems.length === 0) return null
  return (
    <section
      className="oc-problems"
      aria-label={t('sequences.problems.title')}
      data-problems={problems.length}
    >
      <div className="oc-problems-head">
        <Icon icon="error" />
        <strong>{t('sequences.problems.count', counted(problems.length, number))}</strong>
      </div>
      <ul className="oc-plain">
        {problems.map(problem => (
          <li key={[problem.step, problem.field, problem.code, problem.message].join(' ')}>
            <span>
              <span className="oc-strong">{whereOf(problem, tree)}</span> — {problemText(problem)}
            </span>
            <Button
              small
              minimal
              className="oc-link"
              text={t('sequences.problems.mend')}
              aria-label={t('sequences.problems.mendNamed', { what: whereOf(problem, tree) })}
              onClick={() => onGo(problem.step, problem.field)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
