/** Who did what to this campaign, and when. Loaded when somebody wants to know. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { clockTime, moment } from '../../../../format'
import { t } from '../../../../text'
import type { Failure } from '../../../../api/answer'
import { FailureNotice } from '../../../platform/failure'
import { useBridge } from '../../../platform/panel-context'
import type { Listed } from '../../../../api/request'
import { getAudit, type AuditEntry } from '../api'
import { actionText, detailText } from './entry-text'

const Entry: FC<{ entry: AuditEntry }> = ({ entry }) => {
  const detail = detailText(entry)
  return (
    <tr data-audit={entry.action}>
      <td className="oc-numeric" title={clockTime(entry.at)}>
        {moment(entry.at)}
      </td>
      <td className="oc-break">{entry.actor ?? t('campaign_page.audit.module')}</td>
      <th scope="row">
        {actionText(entry)}
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
