/** Always in sight while something is not saved: save it, or take it back. */
import { Button, Icon, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { FailureNotice } from '../../platform/failure'
import type { SettingsForm } from './use-settings-form'

/** Of any form that is saved as a whole. */
type Saved = Pick<SettingsForm, 'dirty' | 'failure' | 'toMend' | 'restored' | 'saving' | 'discard'> & {
  refusals: Pick<SettingsForm['refusals'], 'elsewhere'>
}

export const SaveBar: FC<{ form: Saved }> = ({ form }) => {
  if (!form.dirty) return null
  const told = form.failure !== null && (form.refusals.elsewhere || form.failure.kind !== 'refused')
  return (
    <div className="oc-save-bar" role="region" aria-label={t('settings.unsaved')}>
      {form.failure && told && <FailureNotice failure={form.failure} title={t('settings.notSaved')} />}
      <div className="oc-save-line">
        <Icon icon="edit" />
        {form.toMend > 0 ? (
          <span className="oc-bad" role="alert">
            {t('settings.toMend', counted(form.toMend, number))}
          </span>
        ) : (
          <span>{t(form.restored ? 'settings.restored' : 'settings.unsaved')}</span>
        )}
        <Button text={t('settings.discard')} disabled={form.saving} onClick={form.discard} />
        <Button type="submit" intent={Intent.PRIMARY} text={t('settings.save')} loading={form.saving} />
      </div>
    </div>
  )
}
