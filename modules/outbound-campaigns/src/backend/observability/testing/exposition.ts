/**
 * For tests: reads Prometheus's text format and believes nothing. Written from the format's description, and not with the
 * library that made the text: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export interface Series {
  name: string
  labels: Record<string, string>
  value: number
}
export interface Family {
  type: string
  help: string
  series: Series[]
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const SAMPLE = /^([^{\s]+)(?:\{(.*)\})? (\S+)$/

const fail = (why: string, line: string): never => {
  throw new Error(`${why}: ${line}`)
}

const valueOf = (text: string, line: string): number => {
  if (text === '+Inf') return Infinity
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) fail('no number', line)
  return Number(text)
}

/** `a="x",b="y"` with \\, \" and \n escaped, and nothing else after a backslash. */
const labelsOf = (text: string, line: string): Record<string, string> => {
  const labels: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    const [all = '', name = '', value = ''] =
      /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/.exec(rest) ?? fail('bad labels', line)
    if (name in labels) fail('a label twice', line)
    labels[name] = value.replace(/\\(.)/g, (_, of: string) => (of === 'n' ? '\n' : of))
    rest = rest.slice(all.length)
  }
  return labels
}

export const readExposition = (text: string): Map<string, Family> => {
  if (!text.endsWith('\n')) fail('the last line does not end', text.slice(-80))
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let current: { name: string; family: Family } | undefined
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (word === 'HELP') {
      if (!NAME.test(name) || families.has(name)) fail('a bad name, or twice', line)
      current = { name, family: { type: '', help: rest, series: [] } }
      families.set(name, current.family)
    } else if (word === 'TYPE') {
      if (current?.name !== name || current.family.type !== '')
        fail('its HELP does not stand before it', line)
      if (!['counter', 'gauge', 'histogram'].includes(rest)) fail('no such type', line)
      if (current) current.family.type = rest
    } else {
      const [, called = '', labels = '', value = ''] = SAMPLE.exec(line) ?? fail('no sample', line)
      const base = current?.family.type === 'histogram' ? called.replace(/_(bucket|sum|count)$/, '') : called
      if (!current || current.family.type === '' || base !== current.name) fail('of no family', line)
      const series = { name: called, labels: labelsOf(labels, line), value: valueOf(value, line) }
      const key = `${called} ${JSON.stringify(Object.entries(series.labels).sort())}`
      if (seen.has(key)) fail('twice', line)
      seen.add(key)
      current?.family.series.push(series)
    }
  }
  for (const [name, family] of families) if (family.type === 'histogram') checkHistogram(name, family)
  for (const [name, family] of families)
    if (family.type === 'counter' && !name.endsWith('_total')) fail('a counter of another name', name)
  return families
}

/** Each series: buckets that only grow, up to +Inf, which is the count; and a sum. */
const checkHistogram = (name: string, { series }: Family): void => {
  const groups = new Map<string, Series[]>()
  for (const one of series) {
    const { le: _le, ...labels } = one.labels
    const key = JSON.stringify(Object.entries(labels).sort())
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  for (const [key, group] of groups) {
    const buckets = group.filter(one => one.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels: { le = '' } }) => valueOf(le, key))
    if (bounds[bounds.length - 1] !== Infinity) fail('no last bucket', key)
    for (let n = 1; n < buckets.length; n += 1) {
      if ((bounds[n] ?? 0) <= (bounds[n - 1] ?? 0)) fail('bounds out of order', key)
      if ((buckets[n]?.value ?? 0) < (buckets[n - 1]?.value ?? 0)) fail('buckets not cumulative', key)
    }
    const count = group.find(one => one.name === `${name}_count`)?.value
    if (count !== buckets[buckets.length - 1]?.value) fail('the count is not the last bucket', key)
    if (!group.some(one => one.name === `${name}_sum`)) fail('no sum', key)
  }
}

/** The value of the series with these labels among others; undefined: there is none. */
export const valueIn = (
  families: Map<string, Family>,
  name: string,
  labels: Record<string, string> = {}
): number | undefined => {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''))
  return family?.series.find(
    one => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value)
  )?.value
}
