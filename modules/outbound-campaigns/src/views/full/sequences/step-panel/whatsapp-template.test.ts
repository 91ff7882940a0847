import type { Template } from '../../../api/templates'
import { newStep, type Config } from '../model/step'
import { chosen, headerKind, isOf, variableName, withHeader } from './whatsapp-template'

const template = (more: Partial<Template['parameters']> = {}): Template => ({
  name: 'bienvenida',
  namespace: 'casa',
  language: 'es_MX',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [],
  parameters: { body: { kind: 'positional', count: 2 }, header: null, buttons: [], ...more }
})

const config = (): Config<'whatsapp'> => {
  const step = newStep('whatsapp', 'wa')
  if (step.type !== 'whatsapp') throw new Error('no WhatsApp')
  return step.config
}

test('what is chosen brings its variables, and nothing of the one before', () => {
  const before = { ...config(), variables: ['x'], header: { type: 'text' as const, text: 'Old' } }
  const after = { ...before, ...chosen(template()) }
  expect(after).toMatchObject({
    template_id: 'bienvenida',
    language: 'es_MX',
    variables: ['', ''],
    header: null
  })
  expect(isOf(template(), after)).toBe(true)
  expect(isOf({ ...template(), language: 'en' }, after)).toBe(false)
})

test('variables are called as the template calls them', () => {
  const named = { ...config(), ...chosen(template({ body: { kind: 'named', names: ['nombre'] } })) }
  expect([variableName(named, 0), variableName(config(), 1)]).toEqual(['nombre', '2'])
})

test('a header is what the template asks for; where it is not known, what is there', () => {
  const asked = template({ header: 'image' })
  expect(headerKind(asked, config())).toBe('image')
  expect(headerKind(template(), { ...config(), header: { type: 'text', text: 'x' } })).toBeNull()
  expect(headerKind(null, { ...config(), header: { type: 'text', text: 'x' } })).toBe('text')
  expect(withHeader('image', 'https://x.test/a.png', null)).toEqual({
    type: 'image',
    link: 'https://x.test/a.png'
  })
  expect(
    withHeader('document', 'https://x.test/b.pdf', { type: 'document', link: 'x', filename: 'a.pdf' })
  ).toEqual({ type: 'document', link: 'https://x.test/b.pdf', filename: 'a.pdf' })
  expect(withHeader('text', '', { type: 'text', text: 'x' })).toBeNull()
})
