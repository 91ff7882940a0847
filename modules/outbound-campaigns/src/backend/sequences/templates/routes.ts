import { z } from 'zod'
import type { Database } from '../../platform/database/database'
import { route, type AnyRoute } from '../../platform/http/route'
import { LANGUAGES } from '../../platform/settings/language'
import type { SettingsService } from '../../platform/settings/settings'
import type { Audit } from '../../platform/audit/audit'
import { libraryRoutes } from '../library/routes'
import { StepEdits } from '../steps/edits'
import { stepRoutes } from '../steps/routes'
import { DEFAULT_KINDS, madeDefault } from './default'
import {
  givenSequenceSchema,
  savedSequenceSchema,
  sequenceChangeSchema,
  sequenceCheckSchema,
  sequenceFieldsSchema,
  sequenceIdSchema,
  sequenceListSchema,
  sequencesQuerySchema,
  sequenceWithStepsSchema
} from './schema'
import type { Templates } from './templates'

const tag = 'Sequences'

/** The one for cold leads goes by the name of its sequence as well. */
const defaultKindSchema = z
  .enum([...DEFAULT_KINDS, 'default_cold_lead_nurturing'])
  .default('five_mails')
  .transform(kind => (kind === 'default_cold_lead_nurturing' ? 'cold_lead_nurturing' : kind))

/** A hundred mails with their HTML. */
export const STEPS_LIMIT = 16 * 1024 * 1024

/** What the routes of sequences need. */
export interface TemplateRoutesContext {
  db: Database
  settings: SettingsService
  audit: Audit
  templates: Templates
  changed(botId: string): void
}

/** Sequences themselves and their steps. Their people have routes of their own. */
export const templateRoutes = (context: TemplateRoutesContext): AnyRoute[] => {
  const { db, settings, audit, templates } = context
  return [
    route({
      method: 'get',
      path: '/sequences/templates',
      tag,
      summary: 'The sequences, newest first',
      query: sequencesQuerySchema,
      answer: sequenceListSchema,
      handle: ({ botId, query }) => templates.list(botId, query)
    }),
    route({
      method: 'post',
      path: '/sequences/templates',
      tag,
      summary: 'A new sequence (201); or change the one with this id, else this name (200)',
      body: givenSequenceSchema,
      bodyLimit: STEPS_LIMIT,
      answer: savedSequenceSchema,
      statusWhenNew: 201,
      async handle({ botId, body: { id, ...given }, caller }, res) {
        const known = id ?? (await templates.findByName(botId, given.name))?.id
        if (known !== undefined) return templates.change(botId, known, given, caller)
        const saved = await templates.create(botId, given, caller)
        res.status(201).json(saved)
        return saved
      }
    }),
    route({
      method: 'get',
      path: '/sequences/templates/:id',
      tag,
      summary: 'One sequence with its steps',
      params: sequenceIdSchema,
      answer: sequenceWithStepsSchema,
      handle: ({ botId, params }) => templates.get(botId, params.id)
    }),
    route({
      method: 'put',
      path: '/sequences/templates/:id',
      tag,
      summary:
        'Change it, switch it on or off. What is not named stays as it is; steps replace the whole list',
      params: sequenceIdSchema,
      body: sequenceChangeSchema,
      bodyLimit: STEPS_LIMIT,
      answer: savedSequenceSchema,
      handle: ({ botId, params, body, caller }) => templates.change(botId, params.id, body, caller)
    }),
    route({
      method: 'delete',
      path: '/sequences/templates/:id',
      tag,
      summary: 'Delete it. Who is in it is stopped; what was sent stays to be seen',
      params: sequenceIdSchema,
      answer: z.object({ ok: z.literal(true) }),
      async handle({ botId, params, caller }) {
        await templates.delete(botId, params.id, caller)
        return { ok: true as const }
      }
    }),
    route({
      method: 'post',
      path: '/sequences/templates/:id/clone',
      tag,
      summary: 'The same sequence once more, without people and switched off',
      params: sequenceIdSchema,
      body: z.strictObject({ name: sequenceFieldsSchema.shape.name.optional() }),
      bodyOptional: true,
      answer: savedSequenceSchema,
      status: 201,
      handle: ({ botId, params, body, caller }) => templates.clone(botId, params.id, body.name, caller)
    }),
    route({
      method: 'get',
      path: '/sequences/templates/:id/check',
      tag,
      summary: 'Everything that speaks against switching it on',
      params: sequenceIdSchema,
      answer: sequenceCheckSchema,
      handle: ({ botId, params }) => templates.check(botId, params.id)
    }),
    route({
      method: 'post',
      path: '/sequences/default',
      tag,
      summary: "One of the module's own sequences: the one that is there, or a new one (201), switched off",
      body: z.strictObject({
        kind: defaultKindSchema,
        language: z.enum(LANGUAGES).optional().describe("Left out: the bot's")
      }),
      bodyOptional: true,
      answer: sequenceWithStepsSchema,
      statusWhenNew: 201,
      async handle({ botId, body: { kind, language }, caller }, res) {
        const spoken = language ?? (await settings.of(botId)).language
        const { id, isNew } = await db.transaction(async tx => {
          const made = await madeDefault(tx, botId, { kind, language: spoken, createdBy: caller.email })
          const fact = {
            subject_type: 'sequence',
            subject_id: String(made.id),
            details: { kind, language: spoken }
          }
          if (made.isNew) await audit.record(tx, botId, caller, { action: 'sequence.created', ...fact })
          return made
        })
        const sequence = await templates.get(botId, id)
        if (isNew) {
          context.changed(botId)
          res.status(201).json(sequence)
        }
        return sequence
      }
    }),
    ...libraryRoutes({ db, settings, templates }),
    ...stepRoutes({ templates, edits: new StepEdits(db, templates), bodyLimit: STEPS_LIMIT })
  ]
}
