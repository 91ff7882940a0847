/** The compliance log: what was done to whom and on which basis, proved to be as it was written, and given out. */
import { Button, Card, HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { getEvidence, getEvidenceFile, type Evidence, type EvidenceFilter } from '../../api/evidence'
import type { Listed } from '../../api/request'
import { t } from '../../text'
import { Page } from '../navigation/page'
import { SUPPRESSIONS, WHOLE_LOG } from '../navigation/suppressions-routes'
import { goInstead } from '../navigation/use-route'
import { saveFile } from '../platform/download'
import { FailedOrderNotice } from '../platform/failed-order'
import { Message } from '../platform/message'
import { PagedList } from '../platform/paged-list'
import { SearchField } from '../platform/search-field'
import { useOrder } from '../platform/use-order'
import { usePages } from '../platform/use-pages'
import { KIND_TEXTS } from './entry-text'
import { KINDS } from './kinds'
import { EvidenceTable } from './table'
import { useVerification, VerificationNotice, VerifyButton } from './verify'

const DayField: FC<{ label: string; value: string | null; onChange: (day: string | null) => void }> = ({
  label,
  value,
  onChange
}) => (
  <label className="oc-day">
    <span className="oc-muted">{label}</span>
    <InputGroup
      type="date"
      value={value ?? ''}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value || null)}
    />
  </label>
)

const Filters: FC<{ filter: EvidenceFilter; onChange: (filter: EvidenceFilter) => void }> = ({
  filter,
  onChange
}) => (
  <div className="oc-filters oc-filters-many" role="search">
    <SearchField
      label={t('evidence.search')}
      value={filter.search}
      onChange={search => onChange({ ...filter, search })}
    />
    <HTMLSelect
      aria-label={t('evidence.column.what')}
      value={filter.kind ?? ''}
      onChange={event =>
        onChange({ ...filter, kind: KINDS.find(kind => kind === event.currentTarget.value) ?? null })
      }
    >
      <option value="">{t('evidence.anyKind')}</option>
      {KINDS.map(kind => (
        <option key={kind} value={kind}>
          {t(KIND_TEXTS[kind])}
        </option>
      ))}
    </HTMLSelect>
    <DayField
      label={t('evidence.from')}
      value={filter.from}
      onChange={from => onChange({ ...filter, from })}
    />
    <DayField label={t('evidence.to')} value={filter.to} onChange={to => onChange({ ...filter, to })} />
  </div>
)

const Nothing: FC<{ filter: EvidenceFilter; onClear: () => void }> = ({ filter, onClear }) => {
  const filtered = JSON.stringify(filter) !== JSON.stringify(WHOLE_LOG)
  return (
    <Card className="oc-card">
      <Message
        icon={filtered ? 'search' : 'history'}
        heading="h2"
        title={t(filtered ? 'evidence.none.found' : 'evidence.none.title')}
        text={t(filter.search === '' ? 'evidence.none.text' : 'evidence.none.search')}
      >
        {filtered && <Button text={t('campaigns.notFound.clear')} onClick={onClear} />}
      </Message>
    </Card>
  )
}

/** It has no number before it is sealed. */
const idOf = ({ seq, at, kind, subject, facts }: Evidence): string | number =>
  seq ?? JSON.stringify([at, kind, subject, facts])

/** Whoever asks brings the log up to date: there is no need to ask for it every few seconds. */
export const EvidenceScreen: FC<{ filter: EvidenceFilter }> = ({ filter }) => {
  const key = JSON.stringify(filter)
  const pages = usePages<Evidence, Listed<Evidence>>({
    load: (http, page) => getEvidence(http, filter, page),
    key,
    idOf,
    everyMs: 30_000
  })
  const verifying = useOrder()
  const exporting = useOrder()
  const { verified, verify } = useVerification(verifying)
  const show = (wanted: EvidenceFilter): void => goInstead({ screen: 'evidence', filter: wanted })

  const download = (): Promise<boolean> =>
    exporting.give({
      ask: async http => {
        const answer = await getEvidenceFile(http, filter)
        if (answer.kind === 'value') saveFile(answer.value, t('evidence.file'))
        return answer
      },
      failed: t('evidence.notExported')
    })

  return (
    <Page
      title={t('evidence.title')}
      crumbs={[{ text: t('suppressions.title'), to: SUPPRESSIONS }]}
      actions={
        <div className="oc-side-by-side">
          <Button
            icon="download"
            text={t('evidence.export')}
            loading={exporting.busy}
            onClick={() => void download()}
          />
          <VerifyButton order={verifying} onVerify={() => void verify()} />
        </div>
      }
    >
      <p className="oc-muted">{t('evidence.text')}</p>
      <FailedOrderNotice order={exporting} />
      <VerificationNotice order={verifying} verified={verified} />
      <Filters filter={filter} onChange={show} />
      <PagedList pages={pages} nothing={<Nothing filter={filter} onClear={() => show(WHOLE_LOG)} />}>
        {({ items }) => <EvidenceTable entries={items} />}
      </PagedList>
    </Page>
  )
}
