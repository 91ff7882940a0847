/**
 * Nurturing's settings as they are typed, and what of them differs from what holds. Only what can't be read at all is wrong
 * here; whether a value is acceptable is the server's to say, and it is told at the field.
 */
import type { SettingsChange, ShownSettings } from '../../settings/api'

type Model = ShownSettings['scoring']['model']

export interface Input {
  nurturing_enabled: boolean
  nurturing_schedule: string
  nurturing_dry_run: boolean
  max_leads_per_run: string
  cold_lead_days: string
  min_score_to_qualify: string
  enable_auto_pause: boolean
  pause_after_days: string
  model: Model
  cap: string
  open: string
  click: string
  reply: string
  opens: string
  clicks: string
  replies: string
  weekly: boolean
  weekly_weekday: string
  weekly_at: string
  monthly: boolean
  monthly_day: string
  monthly_at: string
  export_metrics_to_s3: boolean
  s3_bucket: string
  s3_path: string
}
export type Field = keyof Input
export type TextField = { [Name in Field]: Input[Name] extends boolean ? never : Name }[Field]

/** What a report's day is where it is switched on again. */
const FIRST = { weekday: 1, day: 1, at: '09:00' }

export const inputOf = (shown: ShownSettings): Input => ({
  nurturing_enabled: shown.nurturing_enabled,
  nurturing_schedule: shown.nurturing_schedule,
  nurturing_dry_run: shown.nurturing_dry_run,
  max_leads_per_run: String(shown.max_leads_per_run),
  cold_lead_days: String(shown.cold_lead_days),
  min_score_to_qualify: String(shown.min_score_to_qualify),
  enable_auto_pause: shown.enable_auto_pause,
  pause_after_days: String(shown.pause_after_days),
  model: shown.scoring.model,
  cap: String(shown.scoring.cap),
  open: String(shown.scoring.incremental.open),
  click: String(shown.scoring.incremental.click),
  reply: String(shown.scoring.incremental.reply),
  opens: shown.scoring.tiered.opens.join(', '),
  clicks: shown.scoring.tiered.clicks.join(', '),
  replies: shown.scoring.tiered.replies.join(', '),
  weekly: shown.weekly_report !== null,
  weekly_weekday: String(shown.weekly_report?.weekday ?? FIRST.weekday),
  weekly_at: shown.weekly_report?.at ?? FIRST.at,
  monthly: shown.monthly_report !== null,
  monthly_day: String(shown.monthly_report?.day ?? FIRST.day),
  monthly_at: shown.monthly_report?.at ?? FIRST.at,
  export_metrics_to_s3: shown.export_metrics_to_s3,
  s3_bucket: shown.s3_bucket ?? '',
  s3_path: shown.s3_path
})

const whole = (text: string): number | undefined =>
  /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : undefined

/** "0, 5, 10, 15" or with spaces or semicolons between. */
const tiers = (text: string): number[] | undefined => {
  const points = text
    .split(/[\s,;]+/)
    .filter(part => part !== '')
    .map(whole)
  const known = points.filter((one): one is number => one !== undefined)
  return known.length === points.length && known.length > 0 ? known : undefined
}

const NUMBERS = [
  'max_leads_per_run',
  'cold_lead_days',
  'min_score_to_qualify',
  'pause_after_days',
  'cap',
  'open',
  'click',
  'reply'
] as const satisfies readonly TextField[]
const TIERS = ['opens', 'clicks', 'replies'] as const satisfies readonly TextField[]

const wrongIn = (input: Input): Field[] => [
  ...NUMBERS.filter(name => whole(input[name]) === undefined),
  ...TIERS.filter(name => tiers(input[name]) === undefined),
  ...(input.monthly && whole(input.monthly_day) === undefined ? (['monthly_day'] as const) : [])
]

const numberOf = (text: string): number => whole(text) ?? 0

const valuesOf = (input: Input) => ({
  nurturing_enabled: input.nurturing_enabled,
  nurturing_schedule: input.nurturing_schedule.trim(),
  nurturing_dry_run: input.nurturing_dry_run,
  max_leads_per_run: numberOf(input.max_leads_per_run),
  cold_lead_days: numberOf(input.cold_lead_days),
  min_score_to_qualify: numberOf(input.min_score_to_qualify),
  enable_auto_pause: input.enable_auto_pause,
  pause_after_days: numberOf(input.pause_after_days),
  scoring: {
    model: input.model,
    cap: numberOf(input.cap),
    incremental: {
      open: numberOf(input.open),
      click: numberOf(input.click),
      reply: numberOf(input.reply)
    },
    tiered: {
      opens: tiers(input.opens) ?? [],
      clicks: tiers(input.clicks) ?? [],
      replies: tiers(input.replies) ?? []
    }
  },
  weekly_report: input.weekly ? { weekday: numberOf(input.weekly_weekday), at: input.weekly_at } : null,
  monthly_report: input.monthly ? { day: numberOf(input.monthly_day), at: input.monthly_at } : null,
  export_metrics_to_s3: input.export_metrics_to_s3,
  s3_bucket: input.s3_bucket.trim() || null,
  s3_path: input.s3_path.trim()
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

export interface Outcome {
  /** null: there is nothing to save. */
  change: SettingsChange | null
  /** What can't be read. */
  wrong: Field[]
}

export const changeOf = (input: Input, shown: ShownSettings): Outcome => {
  const values = valuesOf(input)
  const held = valuesOf(inputOf(shown))
  const names = Object.keys(values) as Array<keyof typeof values>
  const changed = names.filter(name => !same(values[name], held[name]))
  return {
    change: changed.length === 0 ? null : Object.fromEntries(changed.map(name => [name, values[name]])),
    wrong: wrongIn(input)
  }
}

const INSIDE: Partial<Record<string, Field>> = {
  'scoring.model': 'model',
  'scoring.cap': 'cap',
  'scoring.incremental.open': 'open',
  'scoring.incremental.click': 'click',
  'scoring.incremental.reply': 'reply',
  'scoring.tiered.opens': 'opens',
  'scoring.tiered.clicks': 'clicks',
  'scoring.tiered.replies': 'replies',
  'weekly_report.weekday': 'weekly_weekday',
  'weekly_report.at': 'weekly_at',
  'monthly_report.day': 'monthly_day',
  'monthly_report.at': 'monthly_at'
}

const DIRECT = [
  'nurturing_schedule',
  'max_leads_per_run',
  'cold_lead_days',
  'min_score_to_qualify',
  'pause_after_days',
  's3_bucket',
  's3_path'
] as const satisfies readonly Field[]

/** Which field the server objects to; null: none of this form. */
export const fieldOf = (path: string): Field | null => {
  const parts = path.split(/[.[\]]+/)
  return (
    INSIDE[parts.slice(0, 3).join('.')] ??
    INSIDE[parts.slice(0, 2).join('.')] ??
    DIRECT.find(name => name === parts[0]) ??
    null
  )
}

/** Schedules that people ask for; any other is typed. */
export const SCHEDULES = {
  hourly: '0 * * * *',
  four_hourly: '0 */4 * * *',
  daily: '0 9 * * *',
  weekdays: '0 9 * * 1-5',
  weekly: '0 9 * * 1'
} as const
export type ScheduleName = keyof typeof SCHEDULES
export const SCHEDULE_NAMES = Object.keys(SCHEDULES) as ScheduleName[]

export const scheduleName = (expression: string): ScheduleName | null =>
  SCHEDULE_NAMES.find(name => SCHEDULES[name] === expression.trim().replace(/\s+/g, ' ')) ?? null
