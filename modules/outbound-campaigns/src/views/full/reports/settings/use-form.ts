/** Nurturing's settings while somebody changes them: what was typed lies over what holds, until it is saved or discarded. */
import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../api/answer'
import { t } from '../../../text'
import { useAnnounce } from '../../platform/announce'
import { useBridge } from '../../platform/panel-context'
import { typedMemory } from '../../platform/typed-memory'
import { changeSettings, type ShownSettings } from '../../settings/api'
import { changeOf, fieldOf, inputOf, type Field, type Input } from './input'

export interface Form {
  input: Input
  dirty: boolean
  restored: boolean
  saving: boolean
  failure: Failure | null
  refusals: { elsewhere: boolean }
  toMend: number
  type(typed: Partial<Input>): void
  errorOf(field: Field): string | null
  save(): Promise<boolean>
  discard(): void
}

const { recall, keep } = typedMemory<Input>('nurturing')

export const useForm = (shown: ShownSettings, onSaved: (settings: ShownSettings) => void): Form => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const held = inputOf(shown)
  const [typed, setTyped] = useState(() => recall(held))
  const [restored] = useState(() => changeOf({ ...held, ...typed }, shown).change !== null)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [refused, setRefused] = useState<Field[]>([])
  const busy = useRef(false)

  const input: Input = { ...held, ...typed }
  const { change, wrong } = changeOf(input, shown)
  useEffect(() => keep(change === null && wrong.length === 0 ? {} : typed))
  const objections = failure !== null && failure.kind === 'refused' ? failure.objections : []

  const save = async (): Promise<boolean> => {
    if (busy.current || change === null || wrong.length > 0) return false
    busy.current = true
    setSaving(true)
    const answer = await changeSettings(bridge.http(), change)
    busy.current = false
    setSaving(false)
    if (answer.kind === 'failure') {
      const { failure: why } = answer
      setFailure(why)
      setRefused(why.kind === 'refused' ? why.objections.flatMap(({ path }) => fieldOf(path) ?? []) : [])
      return false
    }
    setFailure(null)
    setRefused([])
    setTyped({})
    onSaved(answer.value)
    announce(t('settings.saved'))
    return true
  }

  return {
    input,
    dirty: change !== null || wrong.length > 0,
    restored,
    saving,
    failure,
    refusals: { elsewhere: objections.length === 0 || objections.some(({ path }) => fieldOf(path) === null) },
    toMend: new Set([...wrong, ...refused]).size,
    type(more) {
      setTyped({ ...typed, ...more })
      setRefused(refused.filter(field => !(field in more)))
    },
    errorOf: field =>
      wrong.includes(field)
        ? t('settings.unreadable')
        : refused.includes(field)
          ? t('settings.refused')
          : null,
    save,
    discard() {
      setTyped({})
      setRefused([])
      setFailure(null)
    }
  }
}
