import { z } from 'zod'
import { DELIMITERS } from './delimiter'
import { ENCODINGS } from './encoding'

export const rowErrorSchema = z.object({
  line: z.number().int().describe('The line of the file, as an editor counts them'),
  column: z.string().nullable().describe('null: the row as a whole'),
  value: z.string().nullable(),
  code: z.string(),
  message: z.string()
})
export type RowError = z.infer<typeof rowErrorSchema>

export const previewRowSchema = z.object({
  line: z.number().int(),
  phone_number: z.string().describe('As it will be addressed'),
  data: z.record(z.string(), z.string()).describe('The row by its columns')
})

const phoneColumnSchema = z
  .string()
  .nullable()
  .describe(
    'The column that the numbers are taken from, by the mapping or by its name; null: the file has none'
  )

const updatedSchema = z
  .number()
  .int()
  .describe('Who was there and was brought up to date; always 0 for a campaign')

/** What became of an upload. `rows` is the sum of the five counts behind it. */
export const importAnswerSchema = z.object({
  import_id: z.number().int().nullable().describe('null for a dry run'),
  delimiter: z.enum(DELIMITERS),
  encoding: z.enum(ENCODINGS),
  columns: z.array(z.string()),
  phone_column: phoneColumnSchema,
  rows: z.number().int(),
  accepted: z.number().int(),
  updated: updatedSchema,
  duplicates: z.number().int(),
  invalid: z.number().int(),
  opted_out: z.number().int().describe('Taken, but skipped at sending unless they opt in again'),
  errors: z.array(rowErrorSchema).describe('The first 50 rows that were not taken'),
  preview: z.array(previewRowSchema).describe('The first 5 rows that were taken'),
  rows_per_second: z.number()
})
export type ImportAnswer = z.infer<typeof importAnswerSchema>

export const IMPORT_STATUSES = ['running', 'completed', 'interrupted', 'failed'] as const

/**
 * running      the file is coming in
 * completed    every row was accounted for
 * interrupted  the connection broke off: the rows until then are in, and sending the file again adds the others
 * failed       it ended before the file did, for a reason that the upload's answer told
 */
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

export const importSchema = z.object({
  id: z.number().int(),
  status: z.enum(IMPORT_STATUSES),
  file_name: z.string().nullable(),
  columns: z.array(z.string()),
  phone_column: phoneColumnSchema,
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  rows: z.number().int(),
  accepted: z.number().int(),
  updated: updatedSchema,
  duplicates: z.number().int(),
  invalid: z.number().int(),
  opted_out: z.number().int(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  started_by: z.string().nullable()
})
export type Import = z.infer<typeof importSchema>
