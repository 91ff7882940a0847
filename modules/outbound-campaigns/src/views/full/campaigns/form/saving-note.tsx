/** Whether what was typed is safe, beside the form's name. Its failure is told where it is seen. */
import { Icon } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import type { Saving } from './draft'

export const SavingNote: FC<{ saving: Saving; created: boolean }> = ({ saving, created }) => {
  if (saving.kind === 'failed' || (!created && saving.kind !== 'saving')) return null
  return (
    <span className="oc-saving oc-muted" role="status" data-saving={saving.kind}>
      {saving.kind === 'saved' && <Icon icon="small-tick" />}
      {t(`form.saving.${saving.kind}` as const)}
    </span>
  )
}
