/** A task is done or skipped; what came of it may be written down. */
import { Button, Intent, TextArea } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import { endTask, type Task } from '../../api/tasks'
import { t } from '../../text'
import { Dialog, DialogButtons } from '../platform/dialog'
import { FailedOrderNotice } from '../platform/failed-order'
import { Field } from '../platform/field'
import { useOrder } from '../platform/use-order'
import type { Ending } from './table'

const LONGEST = 10_000

interface Props {
  task: Task
  ending: Ending
  onClose: () => void
  onDone: () => void
}

export const EndDialog: FC<Props> = ({ task, ending, onClose, onDone }) => {
  const order = useOrder()
  const [result, setResult] = useState('')
  const { title, lead_name: lead } = task
  const end = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const note = result.trim()
    const done = await order.give({
      ask: http => endTask(http, task.id, { status: ending, ...(note !== '' && { note }) }),
      failed: t('tasks.failed', { title }),
      done: () => t(`tasks.ended.${ending}` as const, { title })
    })
    if (done) onDone()
  }
  return (
    <Dialog title={t(`tasks.question.${ending}` as const, { title })} onClose={onClose}>
      <form onSubmit={event => void end(event)}>
        <FailedOrderNotice order={order} />
        <p>
          {lead}
          {task.blocks && ` · ${t('tasks.goesOn')}`}
        </p>
        <Field id="oc-task-result" label={t('tasks.resultLabel')} hint={t('tasks.resultHint')}>
          {field => (
            <TextArea
              {...field}
              fill
              maxLength={LONGEST}
              value={result}
              onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setResult(event.currentTarget.value)}
            />
          )}
        </Field>
        <DialogButtons onCancel={onClose}>
          <Button
            type="submit"
            intent={Intent.PRIMARY}
            text={t(ending === 'done' ? 'tasks.done' : 'tasks.skip')}
            loading={order.busy}
          />
        </DialogButtons>
      </form>
    </Dialog>
  )
}
