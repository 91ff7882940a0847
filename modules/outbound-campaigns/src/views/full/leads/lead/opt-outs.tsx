/** On what somebody must not be written to, and taking that back where it was a mistake. */
import { Button, Card, Icon, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { Lead } from '../../../api/leads'
import { getOptOutsOf, type OptOut } from '../../../api/suppressions'
import { moment } from '../../../format'
import { t } from '../../../text'
import { FailureNotice } from '../../platform/failure'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { UndoDialog } from '../../suppressions/undo'
import { addressOf, channelText, sourceText } from '../../suppressions/words'

const Line: FC<{ optOut: OptOut; onUndo: (() => void) | null }> = ({ optOut, onUndo }) => (
  <li className="oc-line" data-opt-out={optOut.channel}>
    <Icon icon="disable" intent={Intent.DANGER} />
    <div>
      <div className="oc-strong">{channelText(optOut.channel)}</div>
      <div className="oc-break">{addressOf(optOut)}</div>
      <div className="oc-small oc-muted oc-break">
        {sourceText(optOut.source)} · {moment(optOut.at)}
        {optOut.evidence !== null && ` · ${optOut.evidence}`}
      </div>
      {onUndo && (
        <Button minimal small className="oc-link" text={t('suppressions.undo.button')} onClick={onUndo} />
      )}
    </div>
  </li>
)

export const OptOutsCard: FC<{ lead: Lead; onChange: () => void }> = ({ lead, onChange }) => {
  const canWrite = useCanWrite()
  const addresses = [lead.email, lead.phone_number].flatMap(address => address ?? [])
  const [known, refresh] = useResource(http => getOptOutsOf(http, addresses), {
    key: JSON.stringify([addresses, lead.status]),
    everyMs: 30_000
  })
  const [undoing, setUndoing] = useState<OptOut | null>(null)
  if (known.kind === 'failed') return <FailureNotice failure={known.failure} onRetry={refresh} />
  if (known.kind === 'loading' || known.value.items.length === 0) return null
  return (
    <Card className="oc-card" data-card="opt-outs">
      <h2>{t('leads.optOut.title')}</h2>
      <ul className="oc-list">
        {known.value.items.map(one => (
          <Line
            key={`${one.channel} ${addressOf(one)}`}
            optOut={one}
            onUndo={canWrite ? () => setUndoing(one) : null}
          />
        ))}
      </ul>
      {undoing && (
        <UndoDialog
          optOut={undoing}
          onClose={() => setUndoing(null)}
          onDone={() => {
            setUndoing(null)
            refresh()
            onChange()
          }}
        />
      )}
    </Card>
  )
}
