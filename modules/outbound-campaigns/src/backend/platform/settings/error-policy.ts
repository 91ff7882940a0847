import { z } from 'zod'

/**
 * Where nobody knows whether the message went out. No policy decides about these: whatever it said, somebody might get
 * the message twice.
 */
export const UNDECIDABLE_CODES = [
  'timeout',
  'connection_lost',
  'broken_answer',
  'aborted',
  'http_504'
] as const

const isUndecidable = (code: string): boolean => (UNDECIDABLE_CODES as readonly string[]).includes(code)

const errorActionSchema = z.strictObject({
  action: z
    .enum(['retry', 'fail', 'pause', 'suppress'])
    .describe(
      'retry: try again later; fail: not to this person; pause: stop the campaign; suppress: fail, and never write to this person again'
    ),
  after_s: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400)
    .optional()
    .describe('With retry: how long to rest before')
})

/** What an operator decides differently from the table of errors, by code: `{ "1461": { "action": "fail" } }`. */
export const errorPolicySchema = z
  .record(
    z
      .string()
      .regex(
        /^(\d{1,6}|[a-z][a-z0-9_]{2,39})$/,
        'an error code as reports show it, such as 1461 or http_500'
      ),
    errorActionSchema
  )
  .superRefine((policy, context) => {
    for (const [code, { action, after_s: after }] of Object.entries(policy)) {
      if (isUndecidable(code)) {
        context.addIssue({
          code: 'custom',
          path: [code],
          message: `after ${code} nobody knows whether the message went out, so it is never tried again by itself`
        })
      }
      if (after !== undefined && action !== 'retry') {
        context.addIssue({ code: 'custom', path: [code, 'after_s'], message: 'only goes with "retry"' })
      }
    }
  })

export type ErrorPolicy = z.infer<typeof errorPolicySchema>
export type ErrorAction = z.infer<typeof errorActionSchema>
