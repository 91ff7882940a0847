/** What the sequence is called, how it stands, and switching it on and off. */
import { Button, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { SequenceWithSteps } from '../../../api/sequences'
import { t } from '../../../text'
import type { SequencePart } from '../../navigation/sequences-routes'
import { SEQUENCE_PARTS } from '../../navigation/sequences-routes'
import { hrefOf } from '../../navigation/use-route'
import { SequenceStatus, waitsFor } from '../status'

export const Beside: FC<{ sequence: SequenceWithSteps }> = ({ sequence }) => (
  <>
    <SequenceStatus sequence={sequence} />
    <span className="oc-small oc-muted" data-waits>
      {waitsFor(sequence)}
    </span>
  </>
)

export const SwitchButton: FC<{
  sequence: SequenceWithSteps
  dirty: boolean
  busy: boolean
  onOn: () => void
  onOff: () => void
}> = ({ sequence, dirty, busy, onOn, onOff }) =>
  sequence.active && sequence.status_reason === null ? (
    <Button
      icon="pause"
      text={t('sequences.action.deactivate')}
      disabled={busy}
      data-action="deactivate"
      onClick={onOff}
    />
  ) : (
    <Button
      intent={Intent.SUCCESS}
      outlined
      icon="play"
      text={t(
        dirty
          ? 'sequences.builder.saveAndActivate'
          : sequence.active
            ? 'sequences.action.resume'
            : 'sequences.action.activate'
      )}
      disabled={busy}
      data-action="activate"
      onClick={onOn}
    />
  )

export const Parts: FC<{ id: number; part: SequencePart }> = ({ id, part }) => (
  <nav className="oc-parts" aria-label={t('sequences.part.label')}>
    <ul>
      {SEQUENCE_PARTS.map(name => (
        <li key={name}>
          <a
            href={hrefOf({ screen: 'sequence', id, part: name })}
            aria-current={name === part ? 'page' : undefined}
          >
            {t(`sequences.part.${name}` as const)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
