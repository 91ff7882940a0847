import { z } from 'zod'

/** When reports are made, and where they are written besides. Of S3, what holds a secret is in the configuration. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00, UTC')

export const weeklyReportSchema = z
  .strictObject({
    weekday: z.number().int().min(1).max(7).describe('1 is Monday, 7 Sunday'),
    at: timeOfDay
  })
  .nullable()

/** Not later than on the 28th: every month has one. */
export const monthlyReportSchema = z
  .strictObject({ day: z.number().int().min(1).max(28), at: timeOfDay })
  .nullable()

export const s3BucketSchema = z
  .string()
  .regex(
    /^(?=.{3,63}$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    'a bucket: 3 to 63 small letters, digits, dots and hyphens'
  )
  .refine(name => !name.includes('..'), 'no two dots in a row')
  .nullable()

/** Only what needs no escaping in an address, so that every server signs the same one. */
export const s3PathSchema = z
  .string()
  .max(300)
  .transform(path => path.replace(/^\/+|\/+$/g, ''))
  .pipe(
    z
      .string()
      .regex(
        /^[A-Za-z0-9_.=-]+(\/[A-Za-z0-9_.=-]+)*$|^$/,
        'folders of letters, digits, _ . = and -, with / between'
      )
      .refine(path => !path.split('/').some(part => /^\.+$/.test(part)), 'no folder may be . or ..')
  )

export const DEFAULT_WEEKLY_REPORT = { weekday: 1, at: '09:00' }
export const DEFAULT_MONTHLY_REPORT = { day: 1, at: '09:00' }
export const DEFAULT_S3_PATH = 'lead_nurturing/metrics'
