/** Two numbers that belong together, side by side; each may be left out. */
import React, { type ComponentProps, type FC } from 'react'
import { NumberField } from '../step-panel/number-field'

type One = Pick<ComponentProps<typeof NumberField>, 'id' | 'label' | 'error' | 'value' | 'onChange'>

interface Props {
  fields: readonly [One, One]
  from: number
  to: number
  /** What it means when one is left out. */
  empty: string
  disabled: boolean
}

export const NumberPair: FC<Props> = ({ fields, ...shared }) => (
  <div className="oc-side-by-side oc-narrow">
    {fields.map(field => (
      <NumberField key={field.id} {...field} {...shared} />
    ))}
  </div>
)
