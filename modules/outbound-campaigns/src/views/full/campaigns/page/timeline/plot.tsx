/**
 * Messages over time as columns. The three kinds differ in lightness and in pattern, not in hue alone, and stand in the
 * same order everywhere, so they can be told apart without seeing colours.
 */
import React, { type FC } from 'react'
import { moment, number } from '../../../../format'
import { t } from '../../../../text'
import { roundTop, SERIES, type Bucket, type Series } from './buckets'
import { useWidth } from '../../../platform/use-width'

const HEIGHT = 190
const TOP = 10
const BOTTOM = 24
const LEFT = 52
const LABEL_EVERY_PX = 110
const MOST_COLUMN_PX = 42

/** Dark, middle, light. */
const COLOURS: Record<Series, string> = { sent: '#1f4b99', delivered: '#29a3a3', failed: '#d9662b' }
const fillOf = (series: Series): string => (series === 'sent' ? COLOURS.sent : `url(#oc-plot-${series})`)

const Patterns: FC = () => (
  <defs>
    <pattern id="oc-plot-delivered" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill={COLOURS.delivered} />
      <path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke="#fff" strokeWidth="1" />
    </pattern>
    <pattern id="oc-plot-failed" width="5" height="5" patternUnits="userSpaceOnUse">
      <rect width="5" height="5" fill={COLOURS.failed} />
      <circle cx="2.5" cy="2.5" r="1" fill="#fff" />
    </pattern>
  </defs>
)

export const Legend: FC<{ buckets: Bucket[] }> = ({ buckets }) => (
  <ul className="oc-legend">
    {SERIES.map(series => (
      <li key={series}>
        <svg width="14" height="14" aria-hidden="true">
          <rect width="14" height="14" fill={fillOf(series)} />
        </svg>
        {t(`campaigns.count.${series}` as const)}
        <span className="oc-numeric">{number(buckets.reduce((sum, bucket) => sum + bucket[series], 0))}</span>
      </li>
    ))}
  </ul>
)

const titleOf = (bucket: Bucket): string =>
  [
    moment(bucket.at),
    ...SERIES.map(series => `${t(`campaigns.count.${series}` as const)}: ${number(bucket[series])}`)
  ].join('\n')

export const Plot: FC<{ buckets: Bucket[] }> = ({ buckets }) => {
  const [element, width] = useWidth(900)
  const inner = width - LEFT
  const floor = HEIGHT - BOTTOM
  const top = roundTop(Math.max(...buckets.map(bucket => Math.max(...SERIES.map(series => bucket[series])))))
  const column = Math.min(MOST_COLUMN_PX * SERIES.length, inner / buckets.length)
  const bar = Math.max(1, (column * 0.8) / SERIES.length)
  const heightOf = (value: number): number => (value / top) * (floor - TOP)
  const labelEvery = Math.max(1, Math.ceil(LABEL_EVERY_PX / column))

  return (
    <div ref={element} className="oc-plot">
      <svg width={width} height={HEIGHT} role="img" aria-label={t('campaign_page.timeline.picture')}>
        <Patterns />
        {[0, 0.5, 1].map(share => {
          const y = floor - heightOf(top * share)
          return (
            <g key={share}>
              <line x1={LEFT} x2={width} y1={y} y2={y} stroke="#dbe3e8" />
              <text x={LEFT - 8} y={y + 4} textAnchor="end">
                {number(top * share)}
              </text>
            </g>
          )
        })}
        {buckets.map((bucket, index) => (
          <g key={bucket.at} transform={`translate(${LEFT + index * column}, 0)`}>
            <title>{titleOf(bucket)}</title>
            <rect width={column} height={floor} fill="transparent" />
            {SERIES.map((series, place) => (
              <rect
                key={series}
                x={column * 0.1 + place * bar}
                width={Math.max(1, bar - 1)}
                y={floor - heightOf(bucket[series])}
                height={heightOf(bucket[series])}
                fill={fillOf(series)}
              />
            ))}
            {index % labelEvery === 0 && (
              <text x={column * 0.1} y={HEIGHT - 6}>
                {moment(bucket.at)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  )
}
