/** The sequences as a table: how each stands, who is in it, what came of it, and what can be done. */
import { Button, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Machines, Sequence } from '../../../api/sequences'
import { number, percent } from '../../../format'
import { counted, t } from '../../../text'
import { EVERY_LEAD } from '../../navigation/leads-routes'
import { hrefOf } from '../../navigation/use-route'
import { useCanWrite } from '../../platform/panel-context'
import { SequenceStatus, standingOf, waitsFor } from '../status'
import type { Action, SequenceActions } from './use-actions'

const ICONS: Record<Action, IconName> = {
  activate: 'play',
  resume: 'play',
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
      {standingOf(sequence) === 'stopped' && button('resume', true)}
      {button(sequence.active ? 'deactivate' : 'activate', standingOf(sequence) !== 'stopped')}
      {button('clone', false)}
      {button('delete', false)}
    </div>
  )
}

const People: FC<{ sequence: Sequence }> = ({ sequence: { id, counts } }) => {
  if (counts.total === 0) return <span className="oc-muted">{t('sequences.people.nobody')}</span>
  const others = (['paused', 'qualified', 'completed', 'opted_out', 'failed', 'stopped'] as const).filter(
    name => counts[name] > 0
  )
  return (
    <>
      <a className="oc-numeric" href={hrefOf({ screen: 'leads', filter: { ...EVERY_LEAD, sequence: id } })}>
        {t('sequences.people.active', counted(counts.active, number))}
      </a>
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

/** What machines did is not counted above: it is said beside it. */
const MachinesToo: FC<{ machines: Machines | undefined }> = ({ machines }) =>
  machines === undefined || machines.opened + machines.clicked === 0 ? null : (
    <div className="oc-small oc-muted" data-machines>
      {t('sequences.rates.machines', {
        opened: t('sequences.rates.machinesOpened', counted(machines.opened, number)),
        clicked: t('sequences.rates.machinesClicked', counted(machines.clicked, number))
      })}
    </div>
  )

const Rates: FC<{ sequence: Sequence; machines: Machines | undefined }> = ({
  sequence: { metrics },
  machines
}) => {
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
      <MachinesToo machines={machines} />
    </>
  )
}

interface RowProps {
  sequence: Sequence
  machines: Machines | undefined
  actions: SequenceActions
  canWrite: boolean
}

const Row: FC<RowProps> = ({ sequence, machines, actions, canWrite }) => (
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
      <Rates sequence={sequence} machines={machines} />
    </td>
    {canWrite && (
      <td>
        <Buttons sequence={sequence} actions={actions} />
      </td>
    )}
  </tr>
)

export const SequenceTable: FC<{
  sequences: Sequence[]
  machines: ReadonlyMap<number, Machines>
  actions: SequenceActions
}> = ({ sequences, machines, actions }) => {
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
          <Row
            key={sequence.id}
            sequence={sequence}
            machines={machines.get(sequence.id)}
            actions={actions}
            canWrite={canWrite}
          />
        ))}
      </tbody>
    </table>
  )
}
