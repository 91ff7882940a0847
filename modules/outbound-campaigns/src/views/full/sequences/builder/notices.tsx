/** What has to be decided before one goes on: kept changes of another day, somebody else's changes, what failed. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { FailureNotice } from '../../platform/failure'
import type { DraftState } from './use-draft'
import type { Save } from './use-save'

const Notice: FC<{ name: string; title: string; text: string }> = ({ name, title, text, children }) => (
  <Callout className="oc-notice" intent={Intent.WARNING} role="alert" data-notice={name}>
    <div className="oc-notice-row">
      <div>
        <strong>{title}</strong>
        <div>{text}</div>
      </div>
      <div className="oc-notice-actions">{children}</div>
    </div>
  </Callout>
)

export const Notices: FC<{ state: DraftState; save: Save }> = ({ state, save }) => (
  <>
    {state.offered && (
      <Notice
        name="offered"
        title={t('sequences.notice.offered.title')}
        text={t('sequences.notice.offered.text')}
      >
        <Button intent={Intent.PRIMARY} text={t('sequences.notice.offered.take')} onClick={state.takeUp} />
        <Button text={t('sequences.notice.offered.throw')} onClick={state.throwAway} />
      </Notice>
    )}
    {state.restored && (
      <Callout className="oc-notice" icon="history" data-notice="restored">
        <div className="oc-notice-row">
          <div>{t('sequences.notice.restored')}</div>
          <div className="oc-notice-actions">
            <Button small text={t('sequences.builder.discard')} onClick={() => state.startOver(state.base)} />
          </div>
        </div>
      </Callout>
    )}
    {(save.conflict || state.outdated) && (
      <Notice
        name="conflict"
        title={t('sequences.notice.conflict.title')}
        text={t('sequences.notice.conflict.text')}
      >
        <Button
          text={t('sequences.notice.conflict.theirs')}
          disabled={save.saving}
          onClick={() => void save.takeTheirs()}
        />
        <Button
          intent={Intent.WARNING}
          text={t('sequences.notice.conflict.mine')}
          disabled={save.saving}
          onClick={() => void save.saveOver()}
        />
      </Notice>
    )}
    {save.failure && (
      <FailureNotice
        failure={save.failure}
        title={t('sequences.notice.notSaved')}
        // What it is, is said in the list below and at each place.
        text={save.refused.length > 0 ? t('sequences.problems.first') : undefined}
        onDismiss={save.dismiss}
      />
    )}
  </>
)
