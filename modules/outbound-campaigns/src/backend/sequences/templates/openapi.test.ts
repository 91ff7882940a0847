import { openApiDocument } from '../../platform/http/openapi'
import { templateRoutes, type TemplateRoutesContext } from './routes'

/** The routes as they are described; nothing is called. */
const document = () => {
  const nothing = { templates: {}, db: {}, settings: {}, audit: {}, changed: () => undefined }
  return openApiDocument(templateRoutes(nothing as unknown as TemplateRoutesContext), '1.0.0')
}

it('The document of sequences names every address, and what a step may be', () => {
  const { paths } = document() as { paths: Record<string, Record<string, unknown>> }
  const addresses = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method} ${path}`)
  )
  expect(addresses.sort()).toEqual([
    'delete /sequences/steps/{id}',
    'delete /sequences/templates/{id}',
    'get /sequences/library',
    'get /sequences/steps',
    'get /sequences/templates',
    'get /sequences/templates/{id}',
    'get /sequences/templates/{id}/check',
    'get /sequences/variables',
    'post /sequences/default',
    'post /sequences/library',
    'post /sequences/steps',
    'post /sequences/templates',
    'post /sequences/templates/{id}/clone',
    'post /sequences/templates/{id}/steps/preview',
    'put /sequences/steps/{id}',
    'put /sequences/templates/{id}',
    'put /sequences/templates/{id}/steps'
  ])
  const body = JSON.stringify(paths['/sequences/templates/{id}/steps']?.put)
  for (const type of ['email', 'whatsapp', 'wait', 'task', 'condition', 'webhook'])
    expect(body).toContain(`"const":"${type}"`)
})
