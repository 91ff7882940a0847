import type { OpenApi } from './document'
import { referenceIn, renderReference, withReference } from './render'
import { typeOf, typeWithLimits } from './types'

test.each([
  [{ type: 'string', maxLength: 200 }, 'string, up to 200 characters'],
  [{ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, 'integer, from 1'],
  [{ anyOf: [{ type: 'integer', minimum: 1, maximum: 9 }, { type: 'null' }] }, 'integer | null, 1 to 9'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ enum: ['es', 'en'] }, '"es" | "en"'],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
  [{ type: 'object', properties: { max: {}, per_hours: {} } }, '{ max, per_hours }'],
  [{ $ref: '#/components/schemas/Problem' }, 'Problem']
])('%j is said as %s', (schema, said) => {
  expect(typeWithLimits(schema)).toBe(said)
})

test('of many words the first stand for all', () => {
  expect(typeOf({ enum: Array.from({ length: 20 }, (_, at) => at) })).toMatch(/^0 \| 1 .* \| …$/)
})

const DOCUMENT: OpenApi = {
  paths: {
    '/things/{id}': {
      put: {
        summary: 'Change a thing',
        tags: ['Things'],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                properties: { name: { type: 'string', description: 'As people call it' } },
                required: ['name']
              }
            }
          }
        },
        responses: {
          '200': {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    items: { type: 'array', items: { type: 'object', properties: { id: {}, name: {} } } },
                    total: { type: 'integer' }
                  }
                }
              }
            }
          },
          default: {}
        }
      }
    }
  },
  components: { schemas: {} }
}

test('an address is said with what it takes and what it answers', () => {
  expect(renderReference(DOCUMENT)).toBe(
    [
      '### Things',
      '#### PUT /things/{id}',
      'Change a thing.',
      '- `id` (path): `integer`\n- `name` (body, needed): `string`. As people call it',
      'Answers `200` `{ items: { id, name }[], total }`'
    ].join('\n\n')
  )
})

test('it stands between its marks, and only what stands there is replaced', () => {
  const page = '# A\n\n<!-- reference -->\n\nold\n\n<!-- /reference -->\n\nend\n'
  const changed = withReference(page, 'new')
  expect(referenceIn(changed)).toBe('new')
  expect(changed).toBe(page.replace('old', 'new'))
  expect(() => withReference('# A', 'new')).toThrow('no place')
})
