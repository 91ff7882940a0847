/** Lines over time, drawn by recharts. */
import React, { type FC } from 'react'
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts'

/** The lines differ in colour, in how they are dashed and in the shape on them. */
export interface LineOf {
  key: string
  name: string
  colour: string
  dash: string
  shape: keyof typeof PATHS
}

export interface LinesProps {
  width: number
  height: number
  /** Each with its `date` and a number for each line. */
  points: ReadonlyArray<Readonly<Record<string, string | number>>>
  lines: readonly LineOf[]
  /** How a day is written on the axis, and how in full. */
  shortDay: (date: string) => string
  longDay: (date: string) => string
  number: (value: number) => string
}

/** Shapes on every day of a quarter would be a hedge. */
const MOST_WITH_SHAPES = 40

const PATHS = {
  circle: 'M-3,0 a3,3 0 1,0 6,0 a3,3 0 1,0 -6,0',
  diamond: 'M0,-4 L4,0 L0,4 L-4,0 Z',
  square: 'M-3,-3 h6 v6 h-6 Z',
  triangle: 'M0,-4 L4,3 L-4,3 Z'
} as const

interface Dot {
  index?: number
  cx?: number
  cy?: number
  value?: number
}

/** What a day without anything looks like needs no shape. */
const dotOf =
  ({ shape, colour }: LineOf) =>
  ({ index, cx = 0, cy = 0, value }: Dot) => (
    <path
      key={index}
      d={PATHS[shape]}
      transform={`translate(${cx}, ${cy})`}
      fill={value ? colour : 'none'}
      stroke="none"
    />
  )

const TICK = { fontSize: 12, fill: '#5c6b77' }
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 }

export const Lines: FC<LinesProps> = ({ width, height, points, lines, shortDay, longDay, number }) => {
  const nameOf = (key: string): string => lines.find(line => line.key === key)?.name ?? key
  return (
    <LineChart width={width} height={height} data={[...points]} margin={MARGIN}>
      <CartesianGrid stroke="#e6ecf0" vertical={false} />
      <XAxis dataKey="date" tickFormatter={shortDay} tick={TICK} minTickGap={24} stroke="#8a9ba8" />
      <YAxis allowDecimals={false} width={44} tick={TICK} tickFormatter={number} stroke="#8a9ba8" />
      <Tooltip
        labelFormatter={longDay}
        formatter={(value: number, key: string) => [number(value), nameOf(key)]}
        isAnimationActive={false}
      />
      <Legend formatter={nameOf} iconType="plainline" iconSize={24} />
      {lines.map(line => (
        <Line
          key={line.key}
          dataKey={line.key}
          stroke={line.colour}
          strokeDasharray={line.dash}
          strokeWidth={2}
          type="linear"
          dot={points.length <= MOST_WITH_SHAPES ? dotOf(line) : false}
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  )
}
