import { z } from 'zod'
import { PUBLIC_SCHEMES, publicOperation } from './openapi-public'
import type { PublicRoute } from './public-route'
import { route, type AnyRoute } from './route'

type JsonObject = Record<string, unknown>

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string().optional(), message: z.string() })),
    columns: z
      .array(z.string())
      .optional()
      .describe('Of an upload without a column of numbers: the columns it has, to choose among')
  })
  .describe('RFC 9457 problem')

/** The OpenAPI 3.1 document, made from the routes that are served: those of the panel, and those that anybody may call. */
export const openApiDocument = (
  routes: readonly AnyRoute[],
  version: string,
  publicRoutes: readonly PublicRoute[] = []
): JsonObject => {
  const paths: Record<string, JsonObject> = {}
  for (const served of routes) {
    const path = served.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [served.method]: operation(served) }
  }
  for (const served of publicRoutes) {
    const operation = { operationId: operationId(served), ...publicOperation(served) }
    const path = served.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [served.method]: operation }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Outbound Campaigns',
      version,
      description: 'WhatsApp campaigns and follow-up sequences for Botpress v12.',
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' }
    },
    servers: [
      {
        url: '/api/v1/bots/{botId}/mod/outbound-campaigns',
        variables: { botId: { default: 'demo', description: 'The bot' } }
      }
    ],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, ...PUBLIC_SCHEMES },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'What went wrong, in words',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
        }
      }
    }
  }
}

const operation = (served: AnyRoute): JsonObject => ({
  operationId: operationId(served),
  summary: served.summary,
  tags: [served.tag],
  ...parameters(served),
  ...requestBody(served),
  responses: {
    [served.status ?? 200]: { description: 'Done', content: answerOf(served) },
    ...(served.statusWhenNew && {
      [served.statusWhenNew]: { description: 'Made', content: answerOf(served) }
    }),
    default: { $ref: '#/components/responses/Problem' }
  }
})

const answerOf = ({ produces, answer }: AnyRoute): JsonObject => ({
  [produces ?? 'application/json']: { schema: schemaOf(answer, 'output') }
})

const requestBody = (served: AnyRoute): JsonObject => {
  if (served.consumes) {
    const content = served.consumes.map(type => [type, { schema: uploadSchema(type) }])
    return { requestBody: { required: true, content: Object.fromEntries(content) as JsonObject } }
  }
  if (!served.body) return {}
  const content = { 'application/json': { schema: schemaOf(served.body, 'input') } }
  return { requestBody: { required: served.bodyOptional !== true, content } }
}

/** What the address may say of a file, its form may say too. */
const UPLOAD_FIELDS: JsonObject = {
  file: { type: 'string', format: 'binary' },
  mapping: { type: 'string' },
  dry_run: { type: 'string', enum: ['true', 'false'] }
}

const uploadSchema = (type: string): JsonObject =>
  type === 'multipart/form-data'
    ? { type: 'object', required: ['file'], properties: UPLOAD_FIELDS }
    : { type: 'string' }

/** getSettings, putSettings, getCampaignsId…: stable names for generated clients. */
const operationId = ({ method, path }: Pick<AnyRoute, 'method' | 'path'>): string =>
  method +
  path
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean)
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

const parameters = (served: AnyRoute): JsonObject => {
  const list = [...fields(served.params, 'path'), ...fields(served.query, 'query')]
  return list.length > 0 ? { parameters: list } : {}
}

const fields = (schema: z.ZodType | undefined, where: 'path' | 'query'): JsonObject[] => {
  if (!schema) return []
  const { properties, required } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonObject>
    required?: string[]
  }
  return Object.entries(properties ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || (required ?? []).includes(name),
    schema: field
  }))
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject
  return rest
}

/** The document serves itself; it is not part of itself, since its answer is too wide to be described usefully. */
export const openApiRoute = (
  routes: readonly AnyRoute[],
  version: string,
  publicRoutes: readonly PublicRoute[] = []
): AnyRoute => {
  const document = openApiDocument(routes, version, publicRoutes)
  return route({
    method: 'get',
    path: '/openapi.json',
    tag: 'Module',
    summary: 'This document',
    answer: z.record(z.string(), z.unknown()),
    handle: async () => document
  })
}
