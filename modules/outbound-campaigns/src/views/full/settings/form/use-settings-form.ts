/**
 * The settings while somebody changes them. What was typed lies over what holds on the server: fields that nobody has
 * touched here follow what others change, those that were touched keep what was typed until it is saved or discarded.
 */
import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../api/answer'
import { t } from '../../../text'
import { useAnnounce } from '../../platform/announce'
import { remedyOf } from '../../campaigns/page/errors/codes'
import { useBridge } from '../../platform/panel-context'
import { changeSettings, type ShownSettings } from '../api'
import { changeOf } from './change'
import { inputOf, type Field, type SettingsInput } from './input'
import { keep, recall } from './memory'
import { refusalsOf, type Refusals } from './objections'

export interface SettingsForm {
  input: SettingsInput
  shown: ShownSettings
  /** Something was typed that is not what holds. */
  dirty: boolean
  /** It was there already when the page was opened. */
  restored: boolean
  saving: boolean
  failure: Failure | null
  refusals: Refusals
  /** How many fields have to be mended before it can be saved. */
  toMend: number
  type(typed: Partial<SettingsInput>): void
  /** Why a field can't be saved as it is, or null. */
  errorOf(field: Field): string | null
  save(): Promise<boolean>
  discard(): void
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const withoutSame = (typed: Partial<SettingsInput>, input: SettingsInput): Partial<SettingsInput> =>
  Object.fromEntries(Object.entries(typed).filter(([name, value]) => !same(value, input[name as Field])))

/** Nobody knows whether such a message went out: the server takes no rule about these codes. */
const undecidableIn = (held: SettingsInput, typed: Partial<SettingsInput>): string | null => {
  const found = (typed.error_policy ?? held.error_policy).find(
    ({ code }) => remedyOf(code.trim()) === 'decide'
  )
  return found ? found.code.trim() : null
}

export const useSettingsForm = (
  shown: ShownSettings,
  onSaved: (settings: ShownSettings) => void
): SettingsForm => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const held = inputOf(shown)
  const [kept, setKept] = useState<Partial<SettingsInput>>(() => withoutSame(recall(held), held))
  const [restored] = useState(Object.keys(kept).length > 0)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** What the server objected to, until that field is typed in again. */
  const [refused, setRefused] = useState<Refusals['fields']>({})
  const busy = useRef(false)

  const typed = withoutSame(kept, held)
  const { change, wrong } = changeOf(typed, shown)
  useEffect(() => keep(typed))

  const type = (more: Partial<SettingsInput>): void => {
    setKept({ ...kept, ...more })
    const touched = Object.keys(more)
    setRefused(Object.fromEntries(Object.entries(refused).filter(([name]) => !touched.includes(name))))
  }

  const save = async (): Promise<boolean> => {
    if (busy.current || wrong.length > 0) return false
    if (change === null) {
      setKept({})
      return true
    }
    busy.current = true
    setSaving(true)
    const answer = await changeSettings(bridge.http(), change)
    busy.current = false
    setSaving(false)
    setFailure(answer.kind === 'failure' ? answer.failure : null)
    setRefused(answer.kind === 'failure' ? refusalsOf(answer.failure).fields : {})
    if (answer.kind === 'failure') return false
    setKept({})
    onSaved(answer.value)
    announce(t('settings.saved'))
    return true
  }

  return {
    input: { ...held, ...typed },
    shown,
    dirty: Object.keys(typed).length > 0,
    restored,
    saving,
    failure,
    refusals: { fields: refused, elsewhere: refusalsOf(failure).elsewhere },
    toMend: new Set([...wrong, ...Object.keys(refused)]).size,
    type,
    errorOf: field => {
      if (wrong.includes(field)) return t('settings.unreadable')
      const message = refused[field]
      if (message === undefined) return null
      const undecidable = field === 'error_policy' ? undecidableIn(held, typed) : null
      if (undecidable !== null) return t('settings.policy.undecidable', { code: undecidable })
      // Of these the server says which of several entries it is; of the others the hint below says what is accepted.
      return field === 'error_policy' ? t('settings.refusedBecause', { message }) : t('settings.refused')
    },
    save,
    discard: () => {
      setKept({})
      setRefused({})
      setFailure(null)
    }
  }
}
