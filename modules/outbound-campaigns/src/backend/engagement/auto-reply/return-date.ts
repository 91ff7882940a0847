import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'

/**
 * When an automatic answer says that somebody is back: the day after the last one of their absence ("until Friday 15
 * January", "hasta el 15 de enero"), or the day that is named ("back on", "regreso el"). Only days that lie ahead count,
 * within a year: a date in a signature or in what was quoted is no return.
 */
const MONTHS: Readonly<Record<string, number>> = {
  ...named('january february march april may june july august september october november december'),
  ...named('jan feb mar apr may jun jul aug sep oct nov dec'),
  ...named('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
  ...named('ene feb mar abr may jun jul ago sep oct nov dic'),
  sept: 8,
  setiembre: 8
}

function named(names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name, month) => [name, month]))
}

const MONTH = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|')

const WEEKDAYS =
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado|domingo'
const DAY = String.raw`(?:(?:${WEEKDAYS}|mon|tue|wed|thu|fri|sat|sun),?\s+)?`
const THE = String.raw`(?:the\s+|el\s+(?:dia\s+)?|el\s+proximo\s+)?`

/** The day names how many; a leading zero may be missing. `y`, `m` and `d` are named in each. */
const DATES: readonly string[] = [
  String.raw`(?<y>20\d\d)-(?<m>\d{1,2})-(?<d>\d{1,2})`,
  String.raw`(?<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?<month>${MONTH})\b\.?(?:,?\s+(?:de\s+|del\s+)?(?<y>20\d\d))?`,
  String.raw`(?<month>${MONTH})\b\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?<y>20\d\d))?`,
  String.raw`(?<a>\d{1,2})[/.-](?<b>\d{1,2})(?:[/.-](?<y>(?:20)?\d\d))?\b`
]

/** Until and including: the day after it they are back. */
const LAST_DAY = String.raw`(?:until|till|through|thru|up to|hasta|al)`
const FIRST_DAY_BACK = String.raw`(?:(?:be )?back(?: in the office)?(?: again)?(?: on)?|return(?:ing)?(?: to the office)?(?: on)?|available(?: again)?(?: from| on)|regres[oa]r?[eé]?(?: a la oficina)?|regreso|vuelvo|volver[eé]?(?: a la oficina)?|reincorpor\w*|estar[eé]? de (?:regreso|vuelta)|de (?:regreso|vuelta))`

export interface ReturnSettings {
  /** When the answer was written. */
  at: number
  zone: string
}

/** The beginning of the day on which they are back, in the zone; null: it doesn't say. */
export const returnDate = (text: string, { at, zone }: ReturnSettings): number | null => {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .slice(0, 4_000)
    .replace(/\s+/g, ' ')
  const found = [
    ...daysBehind(plain, FIRST_DAY_BACK, 0, at, zone),
    ...daysBehind(plain, LAST_DAY, 1, at, zone)
  ]
  const [first] = found
  return first ?? null
}

const daysBehind = (text: string, words: string, plus: number, at: number, zone: string): number[] =>
  DATES.flatMap(date => {
    const pattern = new RegExp(`\\b${words}:?\\s+(?:on\\s+)?${THE}${DAY}${THE}${date}`, 'g')
    const days: number[] = []
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const day = dayOf(match.groups ?? {}, at, zone)
      if (day !== null) days.push(moment.tz(day, zone).add(plus, 'days').valueOf())
    }
    return days
  })

const A_YEAR_MS = 366 * 86_400_000

const dayOf = (
  groups: Readonly<Record<string, string | undefined>>,
  at: number,
  zone: string
): number | null => {
  const { y, m, d, a, b, month } = groups
  const year = y === undefined ? undefined : Number(y.length === 2 ? `20${y}` : y)
  const wanted =
    a !== undefined && b !== undefined
      ? // 3/4 is the third of April to most of the world; only where it can't be, it is March.
        [
          { month: Number(b) - 1, day: Number(a) },
          { month: Number(a) - 1, day: Number(b) }
        ]
      : [{ month: month === undefined ? Number(m) - 1 : (MONTHS[month] ?? -1), day: Number(d) }]
  const today = moment.tz(at, zone).startOf('day')
  for (const { month: monthIndex, day } of wanted) {
    const years = year === undefined ? [today.year(), today.year() + 1] : [year]
    for (const one of years) {
      const found = moment.tz({ year: one, month: monthIndex, day }, zone)
      if (!found.isValid()) continue
      const ahead = found.valueOf() - today.valueOf()
      if (ahead >= 0 && ahead <= A_YEAR_MS) return found.valueOf()
    }
  }
  return null
}
