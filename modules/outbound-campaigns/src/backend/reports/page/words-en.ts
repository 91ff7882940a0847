import type { PageWords } from './words'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' '
)
const SHORT_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

const parts = (day: string): { year: number; month: number; date: number } => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month: month - 1, date }
}

export const english: PageWords = {
  title: { weekly: 'Weekly report', monthly: 'Monthly report' },
  subject: 'Lead nurturing',
  range(from, to) {
    const a = parts(from)
    const b = parts(to)
    const end = `${b.date} ${MONTHS[b.month]} ${b.year}`
    if (from === to) return end
    if (a.year !== b.year) return `${a.date} ${MONTHS[a.month]} ${a.year} to ${end}`
    if (a.month !== b.month) return `${a.date} ${MONTHS[a.month]} to ${end}`
    return `${a.date} to ${end}`
  },
  period(kind, key, from) {
    if (kind === 'weekly') return `Week ${Number(key.slice(6))} of ${key.slice(0, 4)}`
    const { year, month } = parts(from)
    return `${MONTHS[month]} ${year}`
  },
  shortPeriod: (kind, key) =>
    kind === 'weekly' ? `wk ${Number(key.slice(6))}` : (SHORT_MONTHS[Number(key.slice(5)) - 1] ?? ''),
  day(date) {
    const { month, date: n } = parts(date)
    return `${n} ${SHORT_MONTHS[month]}`
  },
  weekday: date => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '',
  soFar: 'The period still runs: figures as far as',
  made: (at, zone) => `Made on ${at} · days by the clock of ${zone}`,
  before: { weekly: 'the week before', monthly: 'the month before' },
  sameDaysBefore: {
    weekly: 'the same days of the week before',
    monthly: 'the same days of the month before'
  },
  headline: {
    and: ' and ',
    nothing: 'Nothing happened in this period.',
    none: 'No lead qualified',
    qualified: (n, text) => (n === 1 ? '1 lead qualified' : `${text} leads qualified`),
    more: (text, before) => `${text} more than ${before}`,
    fewer: (text, before) => `${text} fewer than ${before}`,
    same: before => `as many as ${before}`,
    replies: (n, text) => (n === 1 ? '1 message was answered' : `${text} messages were answered`),
    started: (n, text) => (n === 1 ? '1 lead began a sequence' : `${text} leads began a sequence`)
  },
  figures: {
    total_sequences_started: 'Leads started',
    qualified_in_period: 'Leads qualified',
    conversion_rate_pct: 'Conversion rate',
    open_rate_pct: 'Open rate',
    click_rate_pct: 'Click rate',
    reply_rate_pct: 'Reply rate',
    sent: 'Messages sent',
    avg_days_to_qualify: 'Time to qualify'
  },
  funnel: {
    sent: 'Sent',
    delivered: 'Delivered',
    opened: 'Opened',
    clicked: 'Clicked',
    replied: 'Answered'
  },
  columns: {
    date: 'Day',
    total: 'Total',
    template: 'Sequence',
    step: 'Step',
    total_sequences_started: 'Started',
    qualified_in_period: 'Qualified',
    leads_qualified: 'Qualified',
    opted_out_in_period: 'Opt-outs',
    sent: 'Sent',
    opened: 'Opened',
    clicked: 'Clicked',
    replied: 'Replies',
    conversion_rate_pct: 'Conversion',
    open_rate_pct: 'Open rate',
    reply_rate_pct: 'Reply rate'
  },
  lines: { open_rate_pct: 'Opens', click_rate_pct: 'Clicks', reply_rate_pct: 'Replies' },
  onTheirWay: (n, text) => (n === 1 ? '1 lead still on the way' : `${text} leads still on their way`),
  unknown: 'no data',
  unknownBefore: 'no data before',
  noChange: 'no change',
  wasNothing: '0 before',
  points: (n, text) => (n === 1 ? `${text} point` : `${text} points`),
  days: (n, text) => (n === 1 ? '1 day' : `${text} days`),
  versus: before => `Against ${before}`,
  sections: {
    daily: 'Day by day',
    dailyHint: {
      weekly: 'The dash marks the same day of the week before.',
      monthly: 'The dash marks the same day of the month before.'
    },
    funnel: 'From sending to reply',
    funnelHint: 'What share of the messages sent came to each point.',
    trends: { weekly: 'The last weeks', monthly: 'The last months' },
    rates: 'Opens, clicks and replies',
    templatesHint: 'Of those who started in this period, who have qualified until now.',
    templates: 'The five sequences that convert most',
    steps: 'The five steps with the best replies',
    table: 'Figures by day',
    meaning: 'How it is counted'
  },
  bestSequence: 'Sequence that converts most',
  nothingToShow: {
    templates: 'No sequence did anything in this period.',
    steps: 'No step sent messages in this period.',
    messages: 'No message was sent in this period.'
  },
  goneStep: 'removed step',
  channels: { email: 'e-mail', whatsapp: 'WhatsApp' },
  notes: [
    'Leads started, leads qualified and opt-outs: what happened on these days, whenever each sequence began. The time to qualify is the average of those who qualified on them.',
    'Conversion rate: of the leads who started on these days, how many have qualified until now. It may still rise while leads are on their way.',
    'Open, click and reply rate: of the messages sent on these days, how many have been opened, clicked or answered until now.'
  ],
  raw: (opened, clicked) =>
    `Only what a person did is counted. With what security filters and mail programs did it would be ${opened} opened and ${clicked} clicked.`,
  chart: (what, values) => `${what}. ${values}`
}
