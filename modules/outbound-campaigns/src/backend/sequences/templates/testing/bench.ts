import type { KnexExtended } from 'botpress/sdk'
import { parametersOf } from '../../../channels/whatsapp/template-components'
import type { TemplateList } from '../../../channels/whatsapp/templates-schema'
import { Audit } from '../../../platform/audit/audit'
import { Database } from '../../../platform/database/database'
import { migrate } from '../../../platform/database/migrate'
import { migrations } from '../../../platform/database/schema'
import type { AnyRoute } from '../../../platform/http/route'
import { SettingsService } from '../../../platform/settings/settings'
import type { GivenStep } from '../../steps/given-schema'
import { givenStepSchema } from '../../steps/given-schema'
import { templateRoutes } from '../routes'
import { sequenceChangeSchema, type SequenceChange } from '../schema'
import { Templates, type TemplateSources } from '../templates'

/** For tests: sequences with everything they stand on, on a real database. */
export interface TemplatesBench {
  db: Database
  templates: Templates
  sources: TemplateSources
  routes: AnyRoute[]
  /** What whoever moves people on was told. */
  told: string[]
  /** The account's WhatsApp templates, as the provider would list them. */
  account: TemplateList
}

export const BOT = 'demo'
export const CALLER = { email: 'ana@example.com' }
export const NOW = Date.parse('2026-03-02T15:00:00Z')

export const templatesBench = async (knex: KnexExtended): Promise<TemplatesBench> => {
  const db = new Database(knex)
  await migrate(db, migrations)
  const audit = new Audit(db)
  const told: string[] = []
  const tell = (what: string) => async (_: unknown, __: unknown, id: unknown) => {
    told.push(`${what} ${String(id)}`)
  }
  const components = [{ type: 'BODY', text: 'Hola {{1}}' }]
  const account: TemplateList = {
    items: [
      {
        name: 'saludo',
        namespace: null,
        language: 'es_MX',
        category: 'MARKETING',
        status: 'APPROVED',
        components,
        parameters: parametersOf(components)
      }
    ],
    stale: false,
    fetched_at: new Date(NOW).toISOString(),
    reason: null
  }
  const sources: TemplateSources = {
    db,
    calendar: { now: () => NOW },
    settings: new SettingsService(db, audit),
    audit,
    whatsapp: { templates: async () => account },
    people: {
      switchedOn: tell('on'),
      switchedOff: tell('off'),
      stopAll: async (_, id) => {
        told.push(`stopped ${id}`)
      }
    },
    changed: () => undefined
  }
  const templates = new Templates(sources)
  const routes = templateRoutes({ ...sources, templates })
  return { db, templates, sources, routes, told, account }
}

/** As a request would bring it. */
export const changeOf = (given: unknown): SequenceChange => sequenceChangeSchema.parse(given)

export const stepOf = (given: unknown): GivenStep => givenStepSchema.parse(given)

export const mailStep = (key: string | undefined, more: object = {}): GivenStep =>
  stepOf({
    type: 'email',
    ...(key && { key }),
    config: { subject: `Sobre ${key ?? ''}`, html: '<p>Hola</p>' },
    ...more
  })

/** Puts leads into a sequence as it is: each where it is said. */
export const enroll = async (
  db: Database,
  { sequenceId, versionId }: { sequenceId: number; versionId: number },
  people: ReadonlyArray<{
    stepKey: string
    had?: readonly string[]
    waitingFor?: string
    status?: string
    anchorAt?: number
    dueAt?: number
  }>
): Promise<number[]> => {
  await db.change('update outbound_sequence_versions set in_use = 1 where id = ?', [versionId])
  const ids: number[] = []
  for (const {
    stepKey,
    had = [],
    waitingFor = 'time',
    status = 'active',
    anchorAt = NOW,
    dueAt = NOW
  } of people) {
    const lead = ids.length + 1 + versionId * 1_000
    await db.change(
      `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, step_key, waiting_for, due_at,
              anchor_at, source, started_at, created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'manual', ?, ?, ?)`,
      [BOT, sequenceId, versionId, lead, status, stepKey, waitingFor, dueAt, anchorAt, NOW, NOW, NOW]
    )
    const row = await db.first('select max(id) as id from outbound_enrollments')
    const id = Number(row?.id)
    ids.push(id)
    const open = waitingFor === 'time' ? [] : [{ key: stepKey, done: 'waiting' }]
    for (const { key, done } of [...had.map(one => ({ key: one, done: 'sent' })), ...open])
      await db.change(
        `insert into outbound_executions (enrollment_id, step_key, visit, bot_id, sequence_id, version_id, lead_id, type,
                status, started_at)
         values (?, ?, 1, ?, ?, ?, ?, 'email', ?, ?)`,
        [id, key, BOT, sequenceId, versionId, lead, done, NOW]
      )
  }
  return ids
}
