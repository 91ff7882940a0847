import type { OptOutChannel, OptOutSource } from '../../api/suppressions'

export const CHANNELS = ['all', 'email', 'whatsapp'] as const satisfies readonly OptOutChannel[]

export const SOURCES = [
  'person',
  'stop_word',
  'provider',
  'complaint',
  'bounce',
  'operator',
  'import'
] as const satisfies readonly OptOutSource[]
