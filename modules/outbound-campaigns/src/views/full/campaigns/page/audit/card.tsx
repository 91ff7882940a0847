/** Who did what to this campaign, and when. Loaded when somebody wants to know. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { clockTime, moment, number } from '../../../../format'
import { t, type TextKey } from '../../../../text'
import { isRecord, type Failure } from '../../../../api/answer'
import { FailureNotice } from '../../../platform/failure'
import { useBridge } from '../../../platform/panel-context'
import type { Listed } from '../../../../api/request'
import { getAudit, type AuditEntry } from '../api'

const ACTIONS: Partial<Record<string, TextKey>> = {
  'campaign.created': 'campaign_page.audit.created',
  'campaign.cloned': 'campaign_page.audit.cloned',
  'campaign.changed': 'campaign_page.audit.changed',
  'campaign.scheduled': 'campaign_page.audit.scheduled',
  'campaign.started': 'campaign_page.audit.started',
  'campaign.paused': 'campaign_page.audit.paused',
  'campaign.resumed': 'campaign_page.audit.resumed',
  'campaign.cancelled': 'campaign_page.audit.cancelled',
  'campaign.failed_retried': 'campaign_page.audit.failed_retried',
  'campaign.unconfirmed_decided': 'campaign_page.audit.unconfirmed_decided',
  'campaign.exported': 'campaign_page.audit.exported',
  'recipient.corrected': 'campaign_page.audit.corrected',
  'recipient.removed': 'campaign_page.audit.removed'
}

const written = (value: unknown): string =>
  typeof value === 'number' ? number(value) : typeof value === 'string' ? value : JSON.stringify(value)

/** What was changed, as the API names it: for who wants to know exactly. */
const detailOf = ({ details }: AuditEntry): string =>
  isRecord(details)
    ? Object.entries(details)
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => `${name}: ${written(value)}`)
        .join(', ')
    : ''

const Entry: FC<{ entry: AuditEntry }> = ({ entry }) => {
  const key = ACTIONS[entry.action]
  const detail = detailOf(entry)
  return (
    <tr data-audit={entry.action}>
      <td className="oc-numeric" title={clockTime(entry.at)}>
        {moment(entry.at)}
      </td>
      <td className="oc-break">{entry.actor ?? t('campaign_page.audit.module')}</td>
      <th scope="row">
        {key === undefined ? entry.action : t(key)}
        {detail !== '' && <div className="oc-small oc-muted oc-break">{detail}</div>}
      </th>
    </tr>
  )
}

const Entries: FC<{ entries: AuditEntry[] }> = ({ entries }) =>
  entries.length === 0 ? (
    <p className="oc-muted">{t('campaign_page.audit.nothing')}</p>
  ) : (
    <table className="oc-table oc-table-small oc-audit">
      <thead>
        <tr>
          <th scope="col">{t('campaign_page.audit.when')}</th>
          <th scope="col">{t('campaign_page.audit.who')}</th>
          <th scope="col">{t('campaign_page.audit.what')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  )

export const AuditCard: FC<{ campaignId: number }> = ({ campaignId }) => {
  const bridge = useBridge()
  const [audit, setAudit] = useState<Listed<AuditEntry> | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)

  const load = async (before: Listed<AuditEntry> | null): Promise<void> => {
    setBusy(true)
    setFailure(null)
    const answer = await getAudit(bridge.http(), campaignId, (before && before.next_cursor) ?? undefined)
    setBusy(false)
    if (answer.kind === 'failure') setFailure(answer.failure)
    else setAudit({ ...answer.value, items: [...(before ? before.items : []), ...answer.value.items] })
  }

  return (
    <Card className="oc-card" data-card="audit">
      <div className="oc-card-head">
        <h2>{t('campaign_page.audit.title')}</h2>
        <Button
          small
          minimal
          icon={audit === null ? 'history' : 'refresh'}
          text={t(audit === null ? 'campaign_page.audit.show' : 'campaign_page.people.refresh')}
          loading={busy}
          onClick={() => void load(null)}
        />
      </div>
      {failure && <FailureNotice failure={failure} onRetry={() => void load(audit)} />}
      {audit && <Entries entries={audit.items} />}
      {audit && audit.next_cursor !== null && (
        <div className="oc-more">
          <Button text={t('campaign_page.audit.older')} loading={busy} onClick={() => void load(audit)} />
        </div>
      )}
    </Card>
  )
}
