/** Before a sequence that people are in gets other steps: who would land where, and whether they stay or go over. */
import { Button, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { People, Previewed, SequenceWithSteps } from '../../../api/sequences'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { Dialog } from '../../platform/dialog'
import type { StepBody } from '../model/step'
import { find, treeOf, type Tree } from '../model/tree'
import { nameOf } from '../words'

interface Props {
  people: readonly Previewed[]
  base: SequenceWithSteps
  tree: Tree
  onAnswer: (people: People) => void
  onCancel: () => void
}

const named = (key: string | null, trees: readonly Tree[]): string => {
  if (key === null) return ''
  for (const tree of trees) {
    const step: StepBody | undefined = find(tree, key)?.node.step
    if (step) return nameOf(step, tree)
  }
  return t('sequences.people.oldStep')
}

const becomes = ({ move, to }: Previewed, trees: readonly Tree[]): string => {
  switch (move) {
    case 'stays':
      return t('sequences.move.stays')
    case 'goes_to':
      return t('sequences.move.goes_to', { step: named(to, trees) })
    case 'completes':
      return t('sequences.move.completes')
    case 'waits':
      return t('sequences.move.waits')
  }
}

const Missed: FC<{ keys: readonly string[]; text: 'missed' | 'dropped'; trees: readonly Tree[] }> = ({
  keys,
  text,
  trees
}) =>
  keys.length === 0 ? null : (
    <div className="oc-small oc-muted">
      {t(`sequences.move.${text}` as const, { steps: keys.map(key => named(key, trees)).join('; ') })}
    </div>
  )

export const PeopleDialog: FC<Props> = ({ people, base, tree, onAnswer, onCancel }) => {
  const before = treeOf(base.steps)
  const count = people.reduce((sum, one) => sum + one.people, 0)
  return (
    <Dialog title={t('sequences.move.title', counted(count, number))} onClose={onCancel}>
      <p>{t('sequences.move.text')}</p>
      <table className="oc-table oc-table-small" data-people>
        <thead>
          <tr>
            <th scope="col">{t('sequences.move.people')}</th>
            <th scope="col">{t('sequences.move.standing')}</th>
            <th scope="col">{t('sequences.move.then')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one, at) => (
            <tr key={at}>
              <td className="oc-numeric">{number(one.people)}</td>
              <td>{named(one.step_key, [before, tree])}</td>
              <td>
                {becomes(one, [tree, before])}
                <Missed keys={one.missed} text="missed" trees={[tree]} />
                <Missed keys={one.dropped} text="dropped" trees={[before]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="oc-dialog-buttons">
        <Button text={t('sequences.move.cancel')} onClick={onCancel} />
        <Button text={t('sequences.move.stay')} data-answer="stay" onClick={() => onAnswer('stay')} />
        <Button
          intent={Intent.PRIMARY}
          text={t('sequences.move.move')}
          data-answer="move"
          onClick={() => onAnswer('move')}
        />
      </div>
    </Dialog>
  )
}
