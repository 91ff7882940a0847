/** The opt-outs: found, entered by hand, taken back with a reason, brought in from a file and given out as one. */
import { AnchorButton, Button, Card, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getOptOuts, getOptOutsFile, type OptOut, type OptOutsFilter } from '../../../api/suppressions'
import type { Listed } from '../../../api/request'
import { t } from '../../../text'
import { focusHeading, Page } from '../../navigation/page'
import { EVERY_OPT_OUT, EVIDENCE } from '../../navigation/suppressions-routes'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { saveFile } from '../../platform/download'
import { FailedOrderNotice } from '../../platform/failed-order'
import { Message } from '../../platform/message'
import { PagedList } from '../../platform/paged-list'
import { useCanWrite } from '../../platform/panel-context'
import { useOrder, type Order } from '../../platform/use-order'
import { usePages } from '../../platform/use-pages'
import { OptOutDialog } from '../opt-out-dialog'
import { UndoDialog } from '../undo'
import { addressOf } from '../words'
import { OptOutFilters } from './filters'
import { OptOutTable } from './table'

const Actions: FC<{ order: Order; filter: OptOutsFilter; canWrite: boolean; onAdd: () => void }> = ({
  order,
  filter,
  canWrite,
  onAdd
}) => {
  const download = (): Promise<boolean> =>
    order.give({
      ask: async http => {
        const answer = await getOptOutsFile(http, filter)
        if (answer.kind === 'value') saveFile(answer.value, t('suppressions.file'))
        return answer
      },
      failed: t('suppressions.notExported')
    })
  return (
    <div className="oc-side-by-side">
      <AnchorButton minimal icon="history" text={t('evidence.title')} href={hrefOf(EVIDENCE)} />
      <Button
        icon="download"
        text={t('suppressions.export')}
        loading={order.busy}
        onClick={() => void download()}
      />
      {canWrite && (
        <>
          <AnchorButton
            icon="import"
            text={t('leads.import')}
            href={hrefOf({ screen: 'import_suppressions' })}
          />
          <Button intent={Intent.PRIMARY} icon="plus" text={t('suppressions.new')} onClick={onAdd} />
        </>
      )}
    </div>
  )
}

const Nobody: FC<{ filtered: boolean; onClear: () => void }> = ({ filtered, onClear }) => (
  <Card className="oc-card">
    <Message
      icon={filtered ? 'search' : 'endorsed'}
      heading="h2"
      title={t(filtered ? 'leads.notFound.title' : 'suppressions.none.title')}
      text={t(filtered ? 'suppressions.none.found' : 'suppressions.none.text')}
    >
      {filtered && <Button text={t('campaigns.notFound.clear')} onClick={onClear} />}
    </Message>
  </Card>
)

type Open = { kind: 'nothing' } | { kind: 'add' } | { kind: 'undo'; optOut: OptOut }
const NOTHING: Open = { kind: 'nothing' }

export const SuppressionsScreen: FC<{ filter: OptOutsFilter }> = ({ filter }) => {
  const key = JSON.stringify(filter)
  const pages = usePages<OptOut, Listed<OptOut>>({
    load: (http, page) => getOptOuts(http, filter, page),
    key,
    idOf: one => `${one.channel} ${addressOf(one)}`
  })
  const canWrite = useCanWrite()
  const order = useOrder()
  const [open, setOpen] = useState<Open>(NOTHING)
  const show = (wanted: OptOutsFilter): void => goInstead({ screen: 'suppressions', filter: wanted })
  const close = (): void => setOpen(NOTHING)
  const done = (): void => {
    // The row's button may be gone, and the focus with it.
    if (open.kind === 'undo') focusHeading()
    close()
    pages.refresh()
  }

  return (
    <Page
      title={t('suppressions.title')}
      actions={
        <Actions order={order} filter={filter} canWrite={canWrite} onAdd={() => setOpen({ kind: 'add' })} />
      }
    >
      <FailedOrderNotice order={order} />
      <OptOutFilters filter={filter} onChange={show} />
      <PagedList
        pages={pages}
        nothing={
          <Nobody filtered={key !== JSON.stringify(EVERY_OPT_OUT)} onClear={() => show(EVERY_OPT_OUT)} />
        }
      >
        {({ items }) => (
          <OptOutTable
            optOuts={items}
            onUndo={canWrite ? optOut => setOpen({ kind: 'undo', optOut }) : null}
          />
        )}
      </PagedList>
      {open.kind === 'add' && <OptOutDialog who={null} onClose={close} onDone={done} />}
      {open.kind === 'undo' && <UndoDialog optOut={open.optOut} onClose={close} onDone={done} />}
    </Page>
  )
}
