/** One of the bot's sequences. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getSequenceNames, type SequenceName } from '../../api/leads'
import { t } from '../../text'
import { useResource } from '../platform/use-resource'

const RARELY_MS = 60_000

export const useSequenceNames = (): SequenceName[] => {
  const [names] = useResource(getSequenceNames, { everyMs: RARELY_MS })
  return names.kind === 'ready' ? names.value.items : []
}

interface Props {
  id?: string
  label?: string
  sequences: SequenceName[]
  value: number | null
  /** What it says while none is chosen. */
  none: string
  onChange: (id: number | null) => void
}

export const SequenceSelect: FC<Props> = ({ id, label, sequences, value, none, onChange }) => (
  <HTMLSelect
    id={id}
    aria-label={label}
    value={value ?? ''}
    onChange={event => onChange(Number(event.currentTarget.value) || null)}
  >
    <option value="">{none}</option>
    {value !== null && !sequences.some(sequence => sequence.id === value) && (
      <option value={value}>{t('leads.sequenceGone', { id: value })}</option>
    )}
    {sequences.map(sequence => (
      <option key={sequence.id} value={sequence.id}>
        {sequence.active ? sequence.name : t('leads.sequenceOff', { name: sequence.name })}
      </option>
    ))}
  </HTMLSelect>
)
