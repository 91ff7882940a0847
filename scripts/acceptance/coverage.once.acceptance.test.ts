import fs from 'fs'
import path from 'path'
import { codesOf } from '../docs/markdown'
import type { Problem } from './client'
import { describeWith, useServer } from './target'

const DOCUMENT = fs.readFileSync(
  path.join(__dirname, '../../modules/outbound-campaigns/docs/coverage.md'),
  'utf8'
)

/** What serves what was asked for: the second cell of each row. */
const here = DOCUMENT.split('\n')
  .filter(line => line.startsWith('|'))
  .map(line => line.split(' | ')[1] ?? '')
  .join('\n')

const addresses = [...new Set(codesOf(here).filter(code => /^(GET|POST|PUT|DELETE) \//.test(code)))].sort()

interface OpenApi {
  paths: Record<string, Record<string, { security?: unknown[] } | undefined>>
}

describeWith(['own server'], 'what was asked for', () => {
  const server = useServer()

  test('names many addresses', () => {
    expect(addresses.length).toBeGreaterThan(45)
  })

  test.each(addresses)('%s is described, and answers', async address => {
    const [method = '', at = ''] = address.split(' ')
    const { body } = await server.api<OpenApi>('/openapi.json')
    const described = at.replace(/:(\w+)/g, '{$1}')
    const operation = body.paths[described]?.[method.toLowerCase()]
    expect(operation).toBeDefined()

    // Nobody is there yet, and nothing is sent along: what is refused is refused by the route itself.
    const answer = await server.api<Partial<Problem>>(
      at.replace(/:kind/, 'weekly').replace(/:\w+/g, '999999'),
      {
        method: method as 'GET' | 'POST' | 'PUT' | 'DELETE',
        json: method === 'GET' ? undefined : {}
      }
    )
    // What is no user's to call may ask for a key of its own.
    const open = operation?.security !== undefined
    expect([200, 201, 202, 400, 404, 409, 422, ...(open ? [401] : [])]).toContain(answer.status)
    expect(answer.body.detail ?? '').not.toMatch(/^The module has no /)
  })
})
