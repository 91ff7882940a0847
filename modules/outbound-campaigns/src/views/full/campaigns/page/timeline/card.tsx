/** What went out, arrived and failed over time: as a picture, or as a table. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { length } from '../../../../format'
import { t } from '../../../../text'
import { bucketsOf, type Point } from './buckets'
import { Legend, Plot } from './plot'
import { TimelineTable } from './table'

const MOST_COLUMNS = 60

export const TimelineCard: FC<{ timeline: Point[] }> = ({ timeline }) => {
  const [shownAs, setShownAs] = useState<'picture' | 'table'>('picture')
  const { buckets, stepMs } = bucketsOf(timeline, MOST_COLUMNS)
  if (buckets.length === 0) return null
  return (
    <Card className="oc-card" data-card="timeline">
      <div className="oc-card-head">
        <h2>{t('campaign_page.timeline.title')}</h2>
        <span className="oc-muted oc-small">
          {t('campaign_page.timeline.step', { length: length(stepMs) })}
        </span>
        <Button
          small
          minimal
          icon={shownAs === 'table' ? 'timeline-bar-chart' : 'th'}
          text={t(
            shownAs === 'table' ? 'campaign_page.timeline.asPicture' : 'campaign_page.timeline.asTable'
          )}
          onClick={() => setShownAs(shownAs === 'table' ? 'picture' : 'table')}
        />
      </div>
      {shownAs === 'table' ? (
        <TimelineTable buckets={buckets} />
      ) : (
        <>
          <Plot buckets={buckets} />
          <Legend buckets={buckets} />
        </>
      )}
    </Card>
  )
}
