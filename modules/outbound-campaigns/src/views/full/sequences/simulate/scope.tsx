/**
 * For whom a sequence is looked at: the same person for the whole way and for each mail, however often somebody goes back
 * and forth between them. Also whether a mail is written on the whole width.
 */
import React, { createContext, useContext, useState, type FC } from 'react'
import type { Lead } from '../../../api/leads'
import type { Whom } from '../../../api/simulate'
import type { Happens } from './happens'

export const INVENTED_FIELDS = [
  'first_name',
  'last_name',
  'email',
  'phone_number',
  'company',
  'timezone'
] as const
export type InventedField = (typeof INVENTED_FIELDS)[number]

export type Invented = Record<InventedField, string> & { score: number | null }

/** `date` and `time` are by the lead's clock; null: now. */
export interface Start {
  date: string
  time: string
}

export interface Looked {
  lead: Lead | null
  invented: Invented
  start: Start | null
  happens: readonly Happens[]
}

interface Scope {
  sequenceId: number
  looked: Looked
  look: (change: Partial<Looked>) => void
  wide: boolean
  setWide: (wide: boolean) => void
}

const EXAMPLE: Invented = {
  first_name: 'Ana',
  last_name: 'Pérez',
  email: 'ana@example.com',
  phone_number: '+524422591631',
  company: 'Nopal',
  timezone: '',
  score: null
}

const ScopeContext = createContext<Scope | null>(null)

export const useScope = (): Scope => {
  const scope = useContext(ScopeContext)
  if (scope === null) throw new Error('Nothing says which sequence is looked at.')
  return scope
}

export const PreviewScope: FC<{ sequenceId: number }> = ({ sequenceId, children }) => {
  const [looked, setLooked] = useState<Looked>({
    lead: null,
    invented: EXAMPLE,
    start: null,
    happens: []
  })
  const [wide, setWide] = useState(false)
  const look = (change: Partial<Looked>): void => setLooked(now => ({ ...now, ...change }))
  return (
    <ScopeContext.Provider value={{ sequenceId, looked, look, wide, setWide }}>
      <div className={wide ? 'oc-preview-scope oc-mail-wide' : 'oc-preview-scope'}>{children}</div>
    </ScopeContext.Provider>
  )
}

/** As the API is asked: what is left empty is not known of somebody who is made up. */
export const whomOf = ({ lead, invented }: Pick<Looked, 'lead' | 'invented'>): Whom => {
  if (lead) return { lead_id: lead.id }
  const known = INVENTED_FIELDS.flatMap(field => {
    const value = invented[field].trim()
    return value === '' ? [] : [[field, value] as const]
  })
  return {
    lead: { ...Object.fromEntries(known), ...(invented.score !== null && { score: invented.score }) }
  }
}
