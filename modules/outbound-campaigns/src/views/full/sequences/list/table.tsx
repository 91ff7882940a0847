/** The sequences as a table: how each stands, who is in it, what came of it, and what can be done. */
import { Button, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Sequence } from '../../../api/sequences'
import { number, percent } from '../../../format'
import { counted, t } from '../../../text'
import { hrefOf } from '../../navigation/use-route'
import { useCanWrite } from '../../platform/panel-context'
import { SequenceStatus, waitsFor } from '../status'
import type { Action, SequenceActions } from './use-actions'

const ICONS: Record<Action, IconName> = {
  activate: 'play',
  deactivate: 'pause',
  clone: 'duplicate',
  delete: 'trash'
}

const Buttons: FC<{ sequence: Sequence; actions: SequenceActions }> = ({ sequence, actions }) => {
  const button = (action: Action, named: boolean) => {
    const name = t(`sequences.action.${action}` as const)
    return (
      <Button
        key={action}
        small
        minimal={!named}
        outlined={named}
        icon={ICONS[action]}
        text={named ? name : undefined}
        title={named ? undefined : name}
        aria-label={t('campaigns.actionOn', { action: name, name: sequence.name })}
        disabled={actions.busy}
        data-action={action}
        onClick={() => actions.act(action, sequence)}
      />
    )
  }
  return (
    <div className="oc-actions">
      {button(sequence.active ? 'deactivate' : 'activate', true)}
      {button('clone', false)}
      {button('delete', false)}
    </div>
  )
}

const People: FC<{ sequence: Sequence }> = ({ sequence: { counts } }) => {
  if (counts.total === 0) return <span className="oc-muted">{t('sequences.people.nobody')}</span>
  const others = (['paused', 'qualified', 'completed', 'opted_out', 'failed', 'stopped'] as const).filter(
    name => counts[name] > 0
  )
  return (
    <>
      <div className="oc-numeric">{t('sequences.people.active', counted(counts.active, number))}</div>
      {others.length > 0 && (
        <ul className="oc-plain oc-small oc-muted">
          {others.map(name => (
            <li key={name}>{t(`sequences.people.${name}` as const, counted(counts[name], number))}</li>
          ))}
        </ul>
      )}
    </>
  )
}

const Rates: FC<{ sequence: Sequence }> = ({ sequence: { metrics } }) => {
  const sent = metrics.emails_sent + metrics.whatsapps_sent
  if (sent === 0) return <span className="oc-muted">{t('sequences.rates.nothing')}</span>
  const rates = [
    ['opened', metrics.open_rate],
    ['clicked', metrics.click_rate],
    ['replied', metrics.reply_rate]
  ] as const
  return (
    <>
      <dl className="oc-rates">
        {rates.map(([name, rate]) => (
          <div key={name}>
            <dt>{t(`sequences.rates.${name}` as const)}</dt>
            <dd>{rate === null ? '–' : percent(rate)}</dd>
          </div>
        ))}
      </dl>
      <div className="oc-small oc-muted">{t('sequences.rates.sent', counted(sent, number))}</div>
    </>
  )
}

const Row: FC<{ sequence: Sequence; actions: SequenceActions; canWrite: boolean }> = ({
  sequence,
  actions,
  canWrite
}) => (
  <tr data-sequence={sequence.id}>
    <th scope="row">
      <a className="oc-strong" href={hrefOf({ screen: 'sequence', id: sequence.id, part: 'steps' })}>
        {sequence.name}
      </a>
      <div className="oc-small oc-muted">
        {t(`sequences.category.${sequence.category}` as const)} ·{' '}
        {t('sequences.stepCount', counted(sequence.total_steps, number))}
      </div>
    </th>
    <td>
      <SequenceStatus sequence={sequence} />
      <div className="oc-small oc-muted" data-waits>
        {waitsFor(sequence)}
      </div>
    </td>
    <td>
      <People sequence={sequence} />
    </td>
    <td>
      <Rates sequence={sequence} />
    </td>
    {canWrite && (
      <td>
        <Buttons sequence={sequence} actions={actions} />
      </td>
    )}
  </tr>
)

export const SequenceTable: FC<{ sequences: Sequence[]; actions: SequenceActions }> = ({
  sequences,
  actions
}) => {
  const canWrite = useCanWrite()
  return (
    <table className="oc-table oc-sequences">
      <caption className="oc-unseen">{t('sequences.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('sequences.column.name')}</th>
          <th scope="col">{t('sequences.column.status')}</th>
          <th scope="col">{t('sequences.column.people')}</th>
          <th scope="col">{t('sequences.column.rates')}</th>
          {canWrite && <th scope="col">{t('sequences.column.actions')}</th>}
        </tr>
      </thead>
      <tbody>
        {sequences.map(sequence => (
          <Row key={sequence.id} sequence={sequence} actions={actions} canWrite={canWrite} />
        ))}
      </tbody>
    </table>
  )
}
