/** The signs of the steps. Beside each stands its name: a sign alone is guessed at. */
import type { IconName } from '@blueprintjs/core'
import type { StepType } from '../../api/sequences'

export const ICONS: Record<StepType, IconName> = {
  email: 'envelope',
  whatsapp: 'chat',
  wait: 'time',
  task: 'tick-circle',
  condition: 'fork',
  webhook: 'globe-network'
}
