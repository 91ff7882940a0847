/** What people did day by day: as lines, or as a table. */
import React, { type FC } from 'react'
import { useCharts } from '../../charts/load'
import { getDaily, type Span } from '../../api/metrics'
import { namedDay, number, shortDay } from '../../format'
import { t } from '../../text'
import { useWidth } from '../platform/use-width'
import { Part } from './part'
import { isEmpty, LOOKS, pointsOf, SERIES, type Point, type Series } from './series'
import { useShownAs } from './shown-as'

const HEIGHT = 240

const nameOf = (series: Series): string => t(`dashboard.figure.${series}` as const)

const Picture: FC<{ points: Point[] }> = ({ points }) => {
  const [element, width] = useWidth(900)
  const state = useCharts()
  // The numbers are there without the picture.
  if (state.kind === 'failed') return <Table points={points} />
  return (
    <div
      ref={element}
      className="oc-plot"
      style={{ minHeight: HEIGHT }}
      role="img"
      aria-label={t('dashboard.overTime.picture')}
    >
      {state.kind === 'ready' && (
        <state.charts.Lines
          width={width}
          height={HEIGHT}
          points={points.map(point => ({ ...point }))}
          lines={SERIES.map(series => ({ key: series, name: nameOf(series), ...LOOKS[series] }))}
          shortDay={shortDay}
          longDay={namedDay}
          number={number}
        />
      )}
    </div>
  )
}

const Table: FC<{ points: Point[] }> = ({ points }) => (
  <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('dashboard.overTime.title')}>
    <table className="oc-table oc-table-small">
      <thead>
        <tr>
          <th scope="col">{t('campaign_page.timeline.from')}</th>
          {SERIES.map(series => (
            <th key={series} scope="col" className="oc-numeric">
              {nameOf(series)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(point => (
          <tr key={point.date} data-date={point.date}>
            <th scope="row">{namedDay(point.date)}</th>
            {SERIES.map(series => (
              <td key={series} className="oc-numeric" data-series={series}>
                {number(point[series])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

export const OverTime: FC<{ span: Span }> = ({ span }) => {
  const [shownAs, button] = useShownAs()
  return (
    <Part
      name="over-time"
      title={t('dashboard.overTime.title')}
      beside={button}
      span={span}
      load={getDaily}
      show={({ items }) => {
        const points = pointsOf(items)
        if (shownAs === 'table') return <Table points={points} />
        return isEmpty(points) ? (
          <p className="oc-muted">{t('dashboard.nothing')}</p>
        ) : (
          <Picture points={points} />
        )
      }}
    />
  )
}
