/** What a message brings beside its variables: the header's text, picture or file, and what its buttons need. */
import React, { type FC } from 'react'
import type { Template } from '../../../../api/templates'
import type { FormInput } from '../input'
import type { OptOutReader } from '../opt-out'
import { ButtonFields } from './button-fields'
import { ButtonsByHand } from './buttons-by-hand'
import { HeaderField } from './header-field'

export interface ExtraProps {
  input: FormInput
  /** null: the account's list doesn't have it. */
  template: Template | null
  /** How a column's value is written into a field. */
  hint: string
  headerError: string | null
  strict: boolean
  isOptOut: OptOutReader
  onType: (typed: Partial<FormInput>) => void
}

export const ExtraFields: FC<ExtraProps> = props => (
  <div className="oc-extra">
    <HeaderField {...props} />
    {props.template === null ? (
      <ButtonsByHand {...props} />
    ) : (
      <ButtonFields {...props} template={props.template} />
    )}
  </div>
)
