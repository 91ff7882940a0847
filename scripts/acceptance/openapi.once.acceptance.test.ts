import Ajv2020 from 'ajv/dist/2020'
import { describeWith, useServer } from './target'

const server = useServer()

interface Operation {
  operationId: string
  security?: Array<Record<string, string[]>>
  parameters?: unknown[]
  requestBody?: { content: Record<string, { schema?: object }> }
  responses: Record<string, { content?: Record<string, { schema?: object }> }>
}

interface OpenApi {
  security: Array<Record<string, string[]>>
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, object> }
}

/** What OpenAPI 3.1 asks of the parts that this document has: https://spec.openapis.org/oas/v3.1.0 */
const words = { type: 'string', minLength: 1 }
const content = {
  type: 'object',
  propertyNames: { pattern: '^[\\w.+-]+/[\\w.+*-]+$' },
  additionalProperties: {
    type: 'object',
    properties: { schema: { type: ['object', 'boolean'] } },
    additionalProperties: false
  }
}
const reference = {
  type: 'object',
  required: ['$ref'],
  properties: { $ref: { type: 'string', pattern: '^#/' } },
  additionalProperties: false
}
const response = {
  type: 'object',
  required: ['description'],
  properties: { description: { type: 'string' }, content },
  additionalProperties: false
}
const security = {
  type: 'array',
  items: { type: 'object', additionalProperties: { type: 'array', items: words } }
}
const operation = {
  type: 'object',
  required: ['operationId', 'summary', 'tags', 'responses'],
  properties: {
    operationId: words,
    summary: words,
    description: words,
    tags: { type: 'array', minItems: 1, items: words },
    security,
    parameters: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'in', 'schema'],
        properties: {
          name: words,
          in: { enum: ['path', 'query', 'header', 'cookie'] },
          required: { type: 'boolean' },
          description: words,
          schema: { type: ['object', 'boolean'] }
        },
        if: { properties: { in: { const: 'path' } } },
        then: { required: ['required'], properties: { required: { const: true } } },
        additionalProperties: false
      }
    },
    requestBody: {
      type: 'object',
      required: ['content'],
      properties: { content, required: { type: 'boolean' }, description: words },
      additionalProperties: false
    },
    responses: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^(default|[1-5](\\d\\d|XX))$' },
      additionalProperties: { if: { required: ['$ref'] }, then: reference, else: response }
    }
  },
  additionalProperties: false
}
const documentSchema = {
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: {
        title: words,
        version: words,
        description: words,
        license: {
          type: 'object',
          required: ['name'],
          properties: { name: words, identifier: words },
          additionalProperties: false
        }
      },
      additionalProperties: false
    },
    servers: { type: 'array', items: { type: 'object', required: ['url'] } },
    security,
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'delete'] },
        additionalProperties: operation
      }
    },
    components: {
      type: 'object',
      properties: {
        schemas: { type: 'object', additionalProperties: { type: ['object', 'boolean'] } },
        responses: { type: 'object', additionalProperties: response },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['type'],
            oneOf: [
              { properties: { type: { const: 'http' }, scheme: words }, required: ['scheme'] },
              {
                properties: {
                  type: { const: 'apiKey' },
                  name: words,
                  in: { enum: ['header', 'query', 'cookie'] }
                },
                required: ['name', 'in']
              }
            ]
          }
        }
      },
      additionalProperties: false
    }
  },
  additionalProperties: false
}

const METHODS: Partial<Record<string, 'GET' | 'POST' | 'PUT' | 'DELETE'>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  delete: 'DELETE'
}

/** Without a token of the Studio: what each proves itself by. */
const PUBLIC = {
  'get /track/open': [],
  'get /track/click': [],
  'get /unsubscribe': [],
  'post /unsubscribe': [],
  'post /webhooks/ses': [],
  'post /webhooks/vonage/inbound': [],
  'post /webhooks/vonage/status': [],
  'post /events': [{ events_key: [] }, { events_key_header: [] }]
}

describeWith([], 'the OpenAPI document', () => {
  const read = async () => {
    const { status, body } = await server.api<OpenApi>('/openapi.json')
    expect(status).toBe(200)
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ name: `${method} ${path}`, described }))
    )
    return { document: body, operations }
  }

  it('is one of OpenAPI 3.1', async () => {
    const { document, operations } = await read()
    const validate = new Ajv2020({ strict: false }).compile(documentSchema)
    expect({ valid: validate(document), errors: validate.errors }).toEqual({ valid: true, errors: null })
    const ids = operations.map(({ described }) => described.operationId)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    const schemes = Object.keys(document.components.securitySchemes)
    for (const { name, described } of [{ name: 'all', described: document }, ...operations])
      for (const one of described.security ?? [])
        expect({ name, unknown: Object.keys(one).filter(scheme => !schemes.includes(scheme)) }).toEqual({
          name,
          unknown: []
        })
  })

  it('has schemas of the dialect that OpenAPI 3.1 has', async () => {
    const { operations } = await read()
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const wrong = operations.flatMap(({ name, described }) => {
      const contents = [
        described.requestBody?.content ?? {},
        ...Object.values(described.responses).map(one => one.content ?? {})
      ]
      return contents
        .flatMap(one => Object.values(one))
        .flatMap(({ schema }) => (schema && ajv.validateSchema(schema) !== true ? [name] : []))
    })
    expect(wrong).toEqual([])
  })

  it('says of each address whether it needs a token, and they do as it says', async () => {
    const { document, operations } = await read()
    expect(document.security).toEqual([{ token: [] }])
    const without = operations.filter(({ described }) => described.security !== undefined)
    expect(Object.fromEntries(without.map(({ name, described }) => [name, described.security]))).toEqual(
      PUBLIC
    )
    for (const { name, described } of operations) {
      const [method = '', path = ''] = name.split(' ')
      const answer = await server.api(path.replace(/\{\w+\}/g, '1'), {
        method: METHODS[method],
        token: undefined,
        ...(method !== 'get' && { json: {} })
      })
      const asks = described.security === undefined || described.security.length > 0
      expect({ name, asksForToken: answer.status === 401 }).toEqual({ name, asksForToken: asks })
    }
  })
})
