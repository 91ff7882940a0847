import { createLang } from './lang'

const spanish = () => {
  const lang = createLang('es')
  lang.extend({
    es: { module: { x: { hello: 'Hola {name}' } } },
    en: { module: { x: { hello: 'Hello', only: 'English' } } }
  })
  return lang
}

test('answers in the chosen language, in English where that lacks the key, with the key where both do', () => {
  const lang = spanish()
  expect(lang.tr('module.x.hello', { name: 'Ana' })).toBe('Hola Ana')
  expect(lang.tr('module.x.only')).toBe('English')
  expect(lang.tr('module.x.none')).toBe('module.x.none')
  expect(lang.tr('')).toBe('')
})

test('chooses from texts that bring their languages along', () => {
  const lang = spanish()
  expect(lang.tr({ es: 'sí', en: 'yes' })).toBe('sí')
  expect(lang.tr({ en: 'yes' })).toBe('yes')
  expect(lang.tr({})).toBe('')
})

test('adds to what is known, module by module', () => {
  const lang = spanish()
  lang.extend({ es: { module: { y: { bye: 'Adiós' } } }, fr: {} })
  expect(lang.tr('module.y.bye')).toBe('Adiós')
  expect(lang.tr('module.x.hello', { name: 'Ana' })).toBe('Hola Ana')
  expect(lang.getAvailable().sort()).toEqual(['en', 'es', 'fr'])
  expect(lang.getLocale()).toBe('es')
})
