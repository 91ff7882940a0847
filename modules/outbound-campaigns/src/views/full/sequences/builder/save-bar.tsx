/** Always in sight: what is not saved, the way back and forth, and saving. */
import { Button, Icon, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import type { DraftState } from './use-draft'
import type { Save } from './use-save'

interface Props {
  state: DraftState
  save: Save
  onSave: (switchOn: boolean) => void
  onUndo: () => void
  onRedo: () => void
  onDiscard: () => void
}

export const BuilderBar: FC<Props> = ({ state, save, onSave, onUndo, onRedo, onDiscard }) => (
  <div
    className="oc-builder-bar"
    role="group"
    aria-label={t('sequences.builder.saving')}
    data-dirty={state.dirty}
  >
    <Button
      minimal
      icon="undo"
      text={t('sequences.builder.undo')}
      title="Ctrl+Z"
      disabled={!state.canUndo}
      data-action="undo"
      onClick={onUndo}
    />
    <Button
      minimal
      icon="redo"
      text={t('sequences.builder.redo')}
      title="Ctrl+Shift+Z"
      disabled={!state.canRedo}
      data-action="redo"
      onClick={onRedo}
    />
    <span className="oc-builder-state">
      <Icon icon={state.dirty ? 'edit' : 'tick'} iconSize={14} />
      {t(state.dirty ? 'sequences.builder.unsaved' : 'sequences.builder.allSaved')}
    </span>
    {state.dirty && (
      <Button
        text={t('sequences.builder.discard')}
        disabled={save.saving}
        data-action="discard"
        onClick={onDiscard}
      />
    )}
    <Button
      intent={Intent.PRIMARY}
      text={t('sequences.builder.save')}
      loading={save.saving}
      disabled={!state.dirty}
      data-action="save"
      onClick={() => onSave(false)}
    />
  </div>
)
