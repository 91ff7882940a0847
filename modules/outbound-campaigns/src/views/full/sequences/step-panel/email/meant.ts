/** One step alone and for whom: where it stands doesn't change what it says. */
import type { Meant } from '../../../../api/simulate'
import type { BodyOf } from '../../model/step'
import { whomOf, type Looked } from '../../simulate/scope'

export const meantBy = (id: number, step: BodyOf<'email'>, looked: Looked): Meant => ({
  id,
  step: { ...step, parent_key: null, branch: null },
  whom: whomOf(looked)
})
