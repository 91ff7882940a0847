/** What is done with those who were chosen: they are put into a sequence, asked once more before. */
import { Button, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import {
  enrollFound,
  enrollLeads,
  MOST_AT_ONCE,
  type BulkAnswer,
  type LeadsFilter,
  type SequenceName
} from '../../../api/leads'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { Confirm } from '../../platform/confirm'
import { FailedOrderNotice } from '../../platform/failed-order'
import { useOrder } from '../../platform/use-order'
import { SequenceSelect } from '../sequence-select'
import { countOf, type Selection } from './selection'

interface Props {
  filter: LeadsFilter
  sequences: SequenceName[]
  selection: Selection
  /** How many the filter finds. */
  total: number
  /** Whether more are found than can be seen, all of whom are chosen. */
  mayChooseEverybody: boolean
  onSelect: (selection: Selection) => void
  onClear: () => void
  onDone: (sequence: string, answer: BulkAnswer) => void
}

export const EnrolBar: FC<Props> = props => {
  const { filter, sequences, selection, total, mayChooseEverybody, onSelect, onClear, onDone } = props
  const order = useOrder()
  const [chosen, setChosen] = useState<number | null>(null)
  const [asking, setAsking] = useState(false)
  const count = countOf(selection, total)
  const sequence = sequences.find(({ id }) => id === chosen)
  const tooMany = selection.kind === 'these' && count > MOST_AT_ONCE

  const enrol = async (): Promise<void> => {
    setAsking(false)
    if (!sequence) return
    await order.give({
      ask: async http => {
        const answer =
          selection.kind === 'everybody'
            ? await enrollFound(http, sequence.id, filter)
            : await enrollLeads(http, sequence.id, Array.from(selection.ids))
        if (answer.kind === 'value') onDone(sequence.name, answer.value)
        return answer
      },
      failed: t('leads.enrol.failed', { name: sequence.name }),
      done: answer =>
        t('leads.enrol.done', { ...counted(answer.counts.enrolled ?? 0, number), name: sequence.name })
    })
  }

  return (
    <div className="oc-selected" role="group" aria-label={t('leads.enrol.title')}>
      <FailedOrderNotice order={order} />
      <div className="oc-selected-line">
        <span className="oc-strong" role="status">
          {t('leads.chosen', counted(count, number))}
        </span>
        {mayChooseEverybody && selection.kind === 'these' && (
          <Button
            minimal
            small
            className="oc-link"
            text={t('leads.chooseFound', counted(total, number))}
            onClick={() => onSelect({ kind: 'everybody' })}
          />
        )}
        <SequenceSelect
          label={t('leads.enrol.into')}
          none={t('leads.enrol.choose')}
          sequences={sequences}
          value={chosen}
          onChange={setChosen}
        />
        <Button
          intent={Intent.PRIMARY}
          icon="add-to-artifact"
          text={t('leads.enrol.button')}
          loading={order.busy}
          disabled={!sequence || tooMany}
          onClick={() => setAsking(true)}
        />
        <Button minimal text={t('leads.chooseNobody')} onClick={onClear} />
      </div>
      {asking && sequence && (
        <Confirm
          title={t('leads.enrol.question', { ...counted(count, number), name: sequence.name })}
          text={t(sequence.active ? 'leads.enrol.text' : 'leads.enrol.textOff')}
          yes={t('leads.enrol.button')}
          no={t('cancel')}
          onYes={() => void enrol()}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  )
}
