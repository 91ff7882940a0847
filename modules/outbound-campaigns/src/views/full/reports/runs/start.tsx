/** A run is begun here: a real one after a question, a dry one at once, since it changes nothing. Its page shows it live. */
import { Button, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { startRun } from '../../../api/nurturing'
import { t } from '../../../text'
import { go } from '../../navigation/use-route'
import { Dialog, DialogButtons } from '../../platform/dialog'
import type { Order } from '../../platform/use-order'

export const StartButtons: FC<{ order: Order; busy: boolean }> = ({ order, busy }) => {
  const [asks, setAsks] = useState(false)
  const start = (dryRun: boolean): Promise<boolean> => {
    setAsks(false)
    return order.give({
      ask: async http => {
        const answer = await startRun(http, dryRun)
        if (answer.kind === 'value') go({ screen: 'run', id: answer.value.id })
        return answer
      },
      failed: t('reports.runs.notStarted'),
      done: () => t(dryRun ? 'reports.runs.dryBegun' : 'reports.runs.begun')
    })
  }
  return (
    <>
      <Button
        icon="eye-open"
        text={t('reports.runs.dryRun')}
        disabled={busy}
        loading={order.busy}
        onClick={() => void start(true)}
      />
      <Button
        intent={Intent.PRIMARY}
        icon="play"
        text={t('reports.runs.runNow')}
        disabled={busy || order.busy}
        onClick={() => setAsks(true)}
      />
      {asks && (
        <Dialog title={t('reports.runs.sure.title')} onClose={() => setAsks(false)}>
          <p>{t('reports.runs.sure.text')}</p>
          <DialogButtons onCancel={() => setAsks(false)}>
            <Button
              intent={Intent.PRIMARY}
              text={t('reports.runs.runNow')}
              onClick={() => void start(false)}
            />
          </DialogButtons>
        </Dialog>
      )}
    </>
  )
}
