/**
 * One report as the page that is sent on: fetched with the session's token, since no plain link carries it, and shown in
 * a frame that runs no script, opens nothing and knows nothing of this page.
 */
import { lang } from 'botpress/shared'
import { AnchorButton, Button, Callout, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { Answer } from '../../api/answer'
import {
  exportReport,
  getReport,
  getReportFile,
  type Exported,
  type Report,
  type ReportFormat,
  type ReportWanted
} from '../../api/reports'
import { moment } from '../../format'
import type { Http } from '../../studio'
import { t } from '../../text'
import { Page } from '../navigation/page'
import { NURTURING_SETTINGS, reportOf, REPORTS } from '../navigation/reports-routes'
import { hrefOf } from '../navigation/use-route'
import { saveFile } from '../platform/download'
import { FailedOrderNotice } from '../platform/failed-order'
import { FailureNotice, FailurePage } from '../platform/failure'
import { Loading } from '../platform/loading'
import { useCanWrite } from '../platform/panel-context'
import { useOrder, type Order } from '../platform/use-order'
import { periodAfter, periodBefore } from './periods'
import { useOnce } from './use-once'
import { daysText, periodText, s3ProblemOf } from './words'

const FORMATS = ['html', 'csv', 'json'] as const satisfies readonly ReportFormat[]

const language = (): 'es' | 'en' => (lang.getLocale() === 'es' ? 'es' : 'en')

interface Opened {
  report: Report
  page: string
}

/** Both of the same moment's figures, as nearly as two questions can be. */
const open = async (http: Http, wanted: ReportWanted): Promise<Answer<Opened>> => {
  const answer = await getReport(http, wanted)
  if (answer.kind === 'failure') return answer
  const report = answer.value
  const exact: ReportWanted = wanted.of === 'kept' ? wanted : { of: wanted.of, period: report.period }
  const file = await getReportFile(http, exact, 'html', language())
  if (file.kind === 'failure') return file
  return { kind: 'value', value: { report, page: await new Response(file.value).text() } }
}

const Files: FC<{ wanted: ReportWanted; period: string; order: Order }> = ({ wanted, period, order }) => {
  const save = (format: ReportFormat): Promise<boolean> =>
    order.give({
      ask: async http => {
        const answer = await getReportFile(http, wanted, format, language())
        if (answer.kind === 'value') saveFile(answer.value, t('reports.file', { period, format }))
        return answer
      },
      failed: t('reports.notSaved')
    })
  return (
    <div className="oc-side-by-side">
      {FORMATS.map(format => (
        <Button
          key={format}
          icon="download"
          text={format.toUpperCase()}
          aria-label={t('reports.saveAs', { format: format.toUpperCase() })}
          disabled={order.busy}
          onClick={() => void save(format)}
        />
      ))}
    </div>
  )
}

const ExportNotice: FC<{ order: Order; exported: Exported | null }> = ({ order, exported }) => {
  if (order.failed) {
    const problem = s3ProblemOf(order.failed.failure)
    if (problem === null) return <FailedOrderNotice order={order} />
    return (
      <div data-exported={false}>
        <FailureNotice
          failure={order.failed.failure}
          title={order.failed.title}
          text={problem.text}
          onDismiss={order.dismiss}
        />
        {problem.mendedInSettings && (
          <p>
            <a href={hrefOf(NURTURING_SETTINGS)}>{t('reports.s3.toSettings')}</a>
          </p>
        )}
      </div>
    )
  }
  return (
    exported && (
      <Callout className="oc-notice" role="status" intent={Intent.SUCCESS} icon="tick-circle" data-exported>
        {t('reports.s3.done')} <code className="oc-break">{`s3://${exported.bucket}/${exported.key}`}</code>
      </Callout>
    )
  )
}

const Around: FC<{ report: Report }> = ({ report: { kind, from, complete } }) => (
  <div className="oc-side-by-side">
    <AnchorButton
      minimal
      icon="chevron-left"
      text={t(`reports.before.${kind}` as const)}
      href={hrefOf(reportOf(kind, periodBefore(kind, from)))}
    />
    {complete && (
      <AnchorButton
        minimal
        rightIcon="chevron-right"
        text={t(`reports.after.${kind}` as const)}
        href={hrefOf(reportOf(kind, periodAfter(kind, from)))}
      />
    )}
  </div>
)

const Told: FC<{ wanted: ReportWanted; report: Report }> = ({ wanted, report }) => (
  <p className="oc-muted">
    {daysText(report)}.{' '}
    {wanted.of === 'kept' ? (
      <>
        {t('reports.asItWent', { at: moment(report.made_at) })}{' '}
        <a href={hrefOf(reportOf(report.kind, report.period))}>{t('reports.asNow')}</a>
      </>
    ) : (
      t(report.complete ? 'reports.now' : 'reports.soFar')
    )}
  </p>
)

const ReportView: FC<{ wanted: ReportWanted; opened: Opened }> = ({ wanted, opened: { report, page } }) => {
  const canWrite = useCanWrite()
  const saving = useOrder()
  const exporting = useOrder()
  const [exported, setExported] = useState<Exported | null>(null)
  const title = periodText(report.kind, report.period)
  const exact: ReportWanted = wanted.of === 'kept' ? wanted : { of: wanted.of, period: report.period }
  const writeToS3 = (): Promise<boolean> =>
    exporting.give({
      ask: async http => {
        const answer = await exportReport(http, report.kind, report.period)
        setExported(answer.kind === 'value' ? answer.value : null)
        return answer
      },
      failed: t('reports.s3.notDone')
    })
  return (
    <Page
      title={title}
      crumbs={[{ text: t('reports.title'), to: REPORTS }]}
      actions={
        <div className="oc-side-by-side">
          <Files wanted={exact} period={report.period} order={saving} />
          {canWrite && wanted.of !== 'kept' && (
            <Button
              icon="cloud-upload"
              text={t('reports.s3.now')}
              loading={exporting.busy}
              onClick={() => void writeToS3()}
            />
          )}
        </div>
      }
    >
      <Told wanted={wanted} report={report} />
      <FailedOrderNotice order={saving} />
      <ExportNotice order={exporting} exported={exported} />
      {wanted.of !== 'kept' && <Around report={report} />}
      <iframe
        className="oc-report-frame"
        title={t('reports.page', { period: title })}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={page}
      />
    </Page>
  )
}

export const ReportScreen: FC<{ wanted: ReportWanted }> = ({ wanted }) => {
  const [opened, again] = useOnce(http => open(http, wanted), JSON.stringify(wanted))
  switch (opened.kind) {
    case 'loading':
      return <Loading instead="page" />
    case 'failed':
      return (
        <Page title={t('reports.one')} crumbs={[{ text: t('reports.title'), to: REPORTS }]}>
          <FailurePage heading="h2" failure={opened.failure} onRetry={again} />
        </Page>
      )
    case 'ready':
      return <ReportView wanted={wanted} opened={opened.value} />
  }
}
