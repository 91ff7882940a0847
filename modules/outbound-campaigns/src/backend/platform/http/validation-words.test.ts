import { z } from 'zod'
import { validationWords } from './validation-words'

const said = (schema: z.ZodType, value: unknown): string[] => {
  const read = schema.safeParse(value, { error: validationWords })
  return read.success ? [] : read.error.issues.map(({ message }) => message)
}

describe('What is wrong with a value', () => {
  const fields = z.strictObject({ name: z.string() }).partial().required({ name: true })

  it.each<[string, z.ZodType, unknown]>([
    ['is missing', z.string(), undefined],
    ['is missing', fields, {}],
    ['is missing', z.enum(['a']), undefined],
    ['is missing', z.union([z.string(), z.number()]), undefined],
    ['must be a text', z.string(), null],
    ['must be a number', z.coerce.number(), 'abc'],
    ['must be a whole number', z.number().int(), 1.5],
    ['must be a list', z.array(z.string()), 'a'],
    ['must be an object', z.strictObject({}), []],
    ['must be an object', z.record(z.string(), z.string()), []],
    ['must be true or false', z.boolean(), 'true'],
    ['must be one of draft, running', z.enum(['draft', 'running']), 'x'],
    [
      'must be one of text, image',
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('text') }),
        z.object({ type: z.literal('image') })
      ]),
      { type: 'x' }
    ],
    ['must be a text or a number or null', z.union([z.string(), z.number(), z.null()]), {}],
    [
      'must be a day such as 2026-11-21 or a time with its zone, such as 2026-11-21T09:00:00Z',
      z.union([z.iso.date(), z.iso.datetime()]),
      'x'
    ],
    ['is not written as it must be', z.union([z.number(), z.string().regex(/^1+$/)]), 'x'],
    [
      'the text of an object',
      z.union([z.object({}), z.string().refine(() => false, 'the text of an object')]),
      'x'
    ],
    ['must be at least 1', z.number().min(1), 0],
    ['must be more than 0', z.number().positive(), 0],
    ['must be at most 500', z.number().max(500), 501],
    ['must not be empty', z.string().min(1), ''],
    ['must not be empty', z.array(z.string()).min(1), []],
    ['must have at least 3 characters', z.string().min(3), 'a'],
    ['must have at most 2 characters', z.string().max(2), 'abc'],
    ['must have at most 1 entries', z.array(z.string()).max(1), ['a', 'b']],
    ['must be a time with its zone, such as 2026-11-21T09:00:00Z', z.iso.datetime({ offset: true }), 'x'],
    ['must be a day such as 2026-11-21', z.iso.date(), 'x'],
    ['must be an e-mail address', z.email(), 'x'],
    ['must be an address such as https://example.com', z.url(), 'x'],
    ['a country', z.string().regex(/^[A-Z]{2}$/, 'a country'), 'x']
  ])('%s', (words, schema, value) => {
    expect(said(schema, value)).toEqual([words])
  })
})
