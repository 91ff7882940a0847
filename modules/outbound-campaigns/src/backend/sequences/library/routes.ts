import { z } from 'zod'
import { customFieldsOf } from '../../leads'
import type { Database } from '../../platform/database/database'
import { unprocessable } from '../../platform/http/problem'
import { route, type AnyRoute } from '../../platform/http/route'
import { LANGUAGES } from '../../platform/settings/language'
import type { SettingsService } from '../../platform/settings/settings'
import { freeName } from '../templates/names'
import { savedSequenceSchema, sequenceFieldsSchema } from '../templates/schema'
import type { Templates } from '../templates/templates'
import { libraryIn, readySequence } from './library'
import { LIBRARY_KINDS, libraryEntrySchema } from './schema'

const tag = 'Sequences'
const language = z.enum(LANGUAGES).optional().describe("Left out: the bot's")

export interface LibraryContext {
  db: Database
  settings: SettingsService
  templates: Pick<Templates, 'create'>
}

/** What a sequence can begin with, and what its texts can say. */
export const libraryRoutes = ({ db, settings, templates }: LibraryContext): AnyRoute[] => [
  route({
    method: 'get',
    path: '/sequences/library',
    tag,
    summary: 'Ready sequences to begin with',
    query: z.object({ language }),
    answer: z.object({ items: z.array(libraryEntrySchema) }),
    handle: async ({ botId, query }) => ({
      items: libraryIn(query.language ?? (await settings.of(botId)).language)
    })
  }),
  route({
    method: 'post',
    path: '/sequences/library',
    tag,
    summary: 'A new sequence, switched off: a copy of a ready one, or one without steps',
    body: z.strictObject({
      kind: z.enum([...LIBRARY_KINDS, 'blank']),
      language,
      name: sequenceFieldsSchema.shape.name
        .optional()
        .describe('Left out: the name of the ready one, with a number where it is taken')
    }),
    answer: savedSequenceSchema,
    status: 201,
    async handle({ botId, body: { kind, language: asked, name }, caller }) {
      if (kind === 'blank') {
        if (name === undefined)
          throw unprocessable('A sequence without steps needs a name.', [
            { path: 'name', code: 'empty', message: 'is needed' }
          ])
        const change = { name, people: 'stay' as const, known_fields: [] }
        return templates.create(botId, change, caller)
      }
      const ready = readySequence(kind, asked ?? (await settings.of(botId)).language)
      const change = {
        ...ready.fields,
        name: name ?? (await freeName(db, botId, ready.fields.name)),
        settings: ready.settings,
        steps: ready.steps,
        people: 'stay' as const,
        known_fields: [...ready.knownFields]
      }
      return templates.create(botId, change, caller)
    }
  }),
  route({
    method: 'get',
    path: '/sequences/variables',
    tag,
    summary: "The leads' custom fields, by which texts and conditions can name them",
    answer: z.object({ custom: z.array(z.string()) }),
    handle: async ({ botId }) => ({ custom: await customFieldsOf(db, botId) })
  })
]
