import type { Settings } from '../../platform/settings/schema'

/** Meta's rest between two messages of one number to one person. */
export const PAIR_REST_MS = 6_000

/** What a number may send: one budget, whoever spends it, campaigns, sequences and single messages alike. */
export const numberLimits = (
  number: string,
  settings: Pick<Settings, 'sender_rate_per_second' | 'daily_unique_limit'>
): { id: string; ratePerSecond: number; dailyUniqueLimit: number | null } => ({
  id: `whatsapp:${number}`,
  ratePerSecond: settings.sender_rate_per_second,
  dailyUniqueLimit: settings.daily_unique_limit
})
