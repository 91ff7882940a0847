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
        handle: async () => ({})
      })
    ],
    '1.2.3'
  )

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
            }
          }
        }
      }
    })
  })
})
