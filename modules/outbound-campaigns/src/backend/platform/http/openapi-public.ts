import { z } from 'zod'
import type { PublicProof, PublicRoute } from './public-route'

type JsonObject = Record<string, unknown>

/** How the document calls what proves who calls; a public address needs no token of the Studio. */
export const PUBLIC_SCHEMES: JsonObject = {
  events_key: {
    type: 'http',
    scheme: 'bearer',
    description: "The bot's key for events, made under /events/key"
  },
  events_key_header: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'The same key' }
}

const SECURITY: Record<PublicProof, JsonObject[]> = {
  address: [],
  events_key: [{ events_key: [] }, { events_key_header: [] }]
}

/** A public address as the OpenAPI document has it, but for its name. */
export const publicOperation = ({ describes }: PublicRoute): JsonObject => ({
  summary: describes.summary,
  tags: [describes.tag],
  description:
    'Public: it is called without a token of the Studio. In place of the bot, `___` lets what is in the address say which it is.',
  security: SECURITY[describes.proof],
  ...parameters(describes.query ?? {}),
  ...(describes.body && { requestBody: { required: true, content: contents(describes.body) } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(describes.answers).map(([status, { what, content }]) => [
        status,
        { description: what, ...(content !== null && { content: answerContent(content) }) }
      ])
    ),
    default: { $ref: '#/components/responses/Problem' }
  }
})

const parameters = (query: Readonly<Record<string, string>>): JsonObject => {
  const list = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    required: true,
    description,
    schema: { type: 'string' }
  }))
  return list.length > 0 ? { parameters: list } : {}
}

const contents = (body: Readonly<Record<string, z.ZodType | null>>): JsonObject =>
  Object.fromEntries(
    Object.entries(body).map(([type, schema]) => [
      type,
      schema === null ? {} : { schema: jsonSchema(schema, 'input') }
    ])
  )

const answerContent = (content: z.ZodType | string): JsonObject =>
  typeof content === 'string'
    ? { [content]: {} }
    : { 'application/json': { schema: jsonSchema(content, 'output') } }

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject
  return rest
}
