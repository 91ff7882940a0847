/** The reports that were made by themselves, and the way to that of any week or month. */
import { AnchorButton, Button, Card, HTMLSelect, InputGroup, Intent } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import { getKeptReports, type KeptReport, type ReportKind } from '../../api/reports'
import type { Listed } from '../../api/request'
import { moment } from '../../format'
import { t } from '../../text'
import { Page } from '../navigation/page'
import { KINDS, NURTURING_SETTINGS, reportOf } from '../navigation/reports-routes'
import { go, goInstead, hrefOf } from '../navigation/use-route'
import { Message } from '../platform/message'
import { PagedList } from '../platform/paged-list'
import { usePages } from '../platform/use-pages'
import { Parts } from './parts'
import { isDay, periodWith } from './periods'
import { daysText, periodText } from './words'

const Kept: FC<{ reports: KeptReport[] }> = ({ reports }) => (
  <table className="oc-table oc-kept-reports">
    <caption className="oc-unseen">{t('reports.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('reports.column.period')}</th>
        <th scope="col">{t('reports.column.made')}</th>
        <th scope="col">{t('reports.column.s3')}</th>
      </tr>
    </thead>
    <tbody>
      {reports.map(report => (
        <tr key={report.id} data-report={report.period}>
          <th scope="row">
            <a
              className="oc-strong"
              href={hrefOf({ screen: 'report', wanted: { of: 'kept', id: report.id } })}
            >
              {periodText(report.kind, report.period)}
            </a>
            <div className="oc-small oc-muted">{daysText(report)}</div>
          </th>
          <td>{moment(report.made_at)}</td>
          <td className="oc-break">
            {report.exported === null ? (
              <span className="oc-muted">{t('reports.s3.not')}</span>
            ) : report.exported.error !== null ? (
              <>
                <span className="oc-bad">{t('reports.s3.failed')}</span>
                <div className="oc-small oc-muted">{report.exported.error}</div>
              </>
            ) : (
              <code>{report.exported.key}</code>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** Any week or month, by a day in it: not every browser has a field for weeks. */
const AnyReport: FC = () => {
  const [kind, setKind] = useState<ReportKind>('weekly')
  const [day, setDay] = useState('')
  const open = (event: FormEvent): void => {
    event.preventDefault()
    go(reportOf(kind, isDay(day) ? periodWith(kind, day) : null))
  }
  return (
    <Card className="oc-card oc-any-report">
      <h2>{t('reports.any.title')}</h2>
      <form className="oc-filters oc-filters-many" onSubmit={open}>
        <HTMLSelect
          aria-label={t('reports.any.kind')}
          value={kind}
          onChange={event => setKind(event.currentTarget.value === 'monthly' ? 'monthly' : 'weekly')}
        >
          {KINDS.map(one => (
            <option key={one} value={one}>
              {t(`reports.kind.${one}` as const)}
            </option>
          ))}
        </HTMLSelect>
        <label className="oc-day">
          <span className="oc-muted">{t('reports.any.day')}</span>
          <InputGroup
            type="date"
            value={day}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setDay(event.currentTarget.value)}
          />
        </label>
        <Button type="submit" intent={Intent.PRIMARY} text={t('reports.any.open')} />
      </form>
      <p className="oc-small oc-muted">{t('reports.any.hint')}</p>
    </Card>
  )
}

const None: FC = () => (
  <Card className="oc-card">
    <Message
      icon="timeline-bar-chart"
      heading="h2"
      title={t('reports.none.title')}
      text={t('reports.none.text')}
    >
      <div className="oc-message-actions">
        <AnchorButton text={t('reports.part.settings')} href={hrefOf(NURTURING_SETTINGS)} />
      </div>
    </Message>
  </Card>
)

const KindFilter: FC<{ kind: ReportKind | null }> = ({ kind }) => (
  <div className="oc-filters">
    <HTMLSelect
      aria-label={t('reports.any.kind')}
      value={kind ?? ''}
      onChange={event =>
        goInstead({
          screen: 'reports',
          kind: KINDS.find(one => one === event.currentTarget.value) ?? null
        })
      }
    >
      <option value="">{t('reports.kept.all')}</option>
      {KINDS.map(one => (
        <option key={one} value={one}>
          {t(`reports.kind.${one}` as const)}
        </option>
      ))}
    </HTMLSelect>
  </div>
)

/** One is made in a week at most, and that is announced. */
const EVERY_MS = 60_000

export const ReportsScreen: FC<{ kind: ReportKind | null }> = ({ kind }) => {
  const pages = usePages<KeptReport, Listed<KeptReport>>({
    load: (http, page) => getKeptReports(http, kind, page),
    key: kind ?? '',
    idOf: report => report.id,
    everyMs: EVERY_MS
  })

  const { list } = pages
  const nothingYet = list.kind === 'ready' && list.value.items.length === 0 && kind === null
  return (
    <Page title={t('reports.title')}>
      <Parts current="reports" />
      <AnyReport />
      <h2 className="oc-reports-heading">{t('reports.kept.title')}</h2>
      {!nothingYet && <KindFilter kind={kind} />}
      <PagedList pages={pages} nothing={<None />}>
        {({ items }) => <Kept reports={items} />}
      </PagedList>
    </Page>
  )
}
