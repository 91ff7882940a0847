import { z } from 'zod'
import { openApiDocument } from './openapi'
import { route } from './route'

describe('The OpenAPI document', () => {
  const document = openApiDocument(
    [
      route({
        method: 'get',
        path: '/things/:id',
        tag: 'Things',
        summary: 'One thing',
        params: z.object({ id: z.coerce.number().int() }),
        query: z.object({
          limit: z.coerce.number().int().max(500).default(50),
          cursor: z.string().optional()
        }),
        answer: z.object({ id: z.number() }),
        handle: async ({ params }) => ({ id: params.id })
      }),
      route({
        method: 'put',
        path: '/things/:id',
        tag: 'Things',
        summary: 'Change it',
        params: z.object({ id: z.string() }),
        body: z.strictObject({ name: z.string() }),
        answer: z.object({}),
        statusWhenNew: 201,
        handle: async () => ({})
      })
    ],
    '1.2.3',
    [
      {
        method: 'post',
        path: '/things/:id',
        describes: {
          tag: 'Things',
          summary: 'Tell of it',
          proof: 'events_key',
          body: { 'application/json': z.object({ said: z.string() }) },
          answers: { 202: { what: 'Taken', content: z.object({ n: z.number() }) } }
        },
        handle: async () => undefined
      },
      {
        method: 'get',
        path: '/page',
        describes: {
          tag: 'Things',
          summary: 'A page',
          proof: 'address',
          query: { t: 'The key' },
          answers: { 200: { what: 'The page', content: 'text/html' }, 302: { what: 'Away', content: null } }
        },
        handle: async () => undefined
      }
    ]
  )

  it('marks what anybody may call: without a token, or with a key of its own, beside what needs one', () => {
    expect(document).toMatchObject({
      security: [{ token: [] }],
      paths: {
        '/things/{id}': {
          get: { operationId: 'getThingsId' },
          post: {
            operationId: 'postThingsId',
            security: [{ events_key: [] }, { events_key_header: [] }],
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { required: ['said'] } } }
            },
            responses: {
              202: { description: 'Taken', content: { 'application/json': { schema: { required: ['n'] } } } }
            }
          }
        },
        '/page': {
          get: {
            operationId: 'getPage',
            security: [],
            parameters: [{ name: 't', in: 'query', required: true, schema: { type: 'string' } }],
            responses: { 200: { content: { 'text/html': {} } }, 302: { description: 'Away' } }
          }
        }
      },
      components: { securitySchemes: { events_key: { type: 'http' }, events_key_header: { in: 'header' } } }
    })
  })

  it('describes what is served from the schemas that validate it', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      paths: {
        '/things/{id}': {
          get: {
            operationId: 'getThingsId',
            parameters: [
              { name: 'id', in: 'path', required: true },
              { name: 'limit', in: 'query', required: false, schema: { maximum: 500, default: 50 } },
              { name: 'cursor', in: 'query', required: false }
            ],
            responses: { default: { $ref: '#/components/responses/Problem' } }
          },
          put: {
            operationId: 'putThingsId',
            requestBody: {
              content: { 'application/json': { schema: { required: ['name'], additionalProperties: false } } }
            },
            responses: { 200: { description: 'Done' }, 201: { description: 'Made' } }
          }
        }
      }
    })
  })
})
