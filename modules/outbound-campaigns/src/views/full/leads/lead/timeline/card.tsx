/** Everything that happened to somebody on every channel, newest first. */
import { Button, Card, Icon, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getTimeline, type SequenceName, type TimelineEntry, type TimelinePage } from '../../../../api/leads'
import { clockTime, moment } from '../../../../format'
import { t } from '../../../../text'
import { channelName } from '../../../channels/name'
import { campaignPage } from '../../../navigation/routes'
import { hrefOf } from '../../../navigation/use-route'
import { FailureNotice } from '../../../platform/failure'
import { usePages } from '../../../platform/use-pages'
import { useSequenceNames } from '../../sequence-select'
import { campaignOf, detailText, iconOf, kindText, sequenceOf } from './entry-text'

const Entry: FC<{ entry: TimelineEntry; sequences: SequenceName[] }> = ({ entry, sequences }) => {
  const campaign = campaignOf(entry)
  const sequence = sequences.find(({ id }) => id === sequenceOf(entry))
  const detail = detailText(entry, sequence && sequence.name)
  return (
    <li className="oc-line" data-entry={entry.kind}>
      <Icon icon={iconOf(entry)} />
      <div>
        <div className="oc-line-head">
          <span className="oc-strong">{kindText(entry)}</span>
          {entry.channel !== null && <Tag minimal>{channelName(entry.channel)}</Tag>}
          <span className="oc-small oc-muted" title={clockTime(entry.at)}>
            {moment(entry.at)}
          </span>
          {campaign !== null && (
            <a className="oc-small" href={hrefOf(campaignPage(campaign))}>
              {t('leads.timeline.campaign')}
            </a>
          )}
        </div>
        {detail !== '' && <div className="oc-break">{detail}</div>}
      </div>
    </li>
  )
}

const FIRST = 30
const MORE = 100

export const TimelineCard: FC<{ id: number }> = ({ id }) => {
  const pages = usePages<TimelineEntry, TimelinePage>({
    load: (http, page) => getTimeline(http, id, page),
    key: String(id),
    idOf: entry => JSON.stringify(entry),
    first: FIRST,
    more: MORE
  })
  const sequences = useSequenceNames()
  const { list } = pages
  const failure =
    pages.failure ?? (list.kind === 'failed' ? list.failure : list.kind === 'ready' ? list.failure : null)
  return (
    <Card className="oc-card" data-card="timeline">
      <h2>{t('leads.timeline.title')}</h2>
      {failure && <FailureNotice failure={failure} onRetry={pages.failure ? pages.more : pages.refresh} />}
      {list.kind === 'loading' && <p role="status">{t('loading')}</p>}
      {list.kind === 'ready' && (
        <>
          <ol className="oc-list">
            {list.value.items.map(entry => (
              <Entry key={JSON.stringify(entry)} entry={entry} sequences={sequences} />
            ))}
          </ol>
          {list.value.next_cursor !== null && (
            <div className="oc-more">
              <Button text={t('leads.timeline.older')} loading={pages.loadingMore} onClick={pages.more} />
            </div>
          )}
        </>
      )}
    </Card>
  )
}
