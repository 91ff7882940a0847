/**
 * The addresses of sequences.
 *
 *   #/sequences?active=true&search=wel   the list
 *   #/sequences/new                      what a new one can begin with
 *   #/sequences/12                       its steps
 *   #/sequences/12/simulate              somebody's way through it, before anybody is in it
 *   #/sequences/12/settings              its rules
 */
import type { SequenceFilter } from '../../api/sequences'

export const SEQUENCE_PARTS = ['steps', 'simulate', 'settings'] as const
export type SequencePart = (typeof SEQUENCE_PARTS)[number]

export type SequencesRoute =
  | ({ screen: 'sequences' } & SequenceFilter)
  | { screen: 'new_sequence' }
  | { screen: 'sequence'; id: number; part: SequencePart }

export const SEQUENCES: SequencesRoute = { screen: 'sequences', active: null, search: '' }

export const parseSequences = ([id, part]: string[], query: URLSearchParams): SequencesRoute => {
  if (id === 'new') return { screen: 'new_sequence' }
  if (id !== undefined && /^[1-9]\d*$/.test(id))
    return { screen: 'sequence', id: Number(id), part: SEQUENCE_PARTS.find(one => one === part) ?? 'steps' }
  const active = query.get('active')
  return {
    screen: 'sequences',
    active: active === 'true' || active === 'false' ? active : null,
    search: query.get('search') ?? ''
  }
}

export const sequencesHash = (route: SequencesRoute): string => {
  switch (route.screen) {
    case 'new_sequence':
      return '#/sequences/new'
    case 'sequence':
      return `#/sequences/${route.id}${route.part === 'steps' ? '' : `/${route.part}`}`
    case 'sequences': {
      const query = new URLSearchParams()
      if (route.active !== null) query.set('active', route.active)
      if (route.search !== '') query.set('search', route.search)
      const text = query.toString()
      return text === '' ? '#/sequences' : `#/sequences?${text}`
    }
  }
}
