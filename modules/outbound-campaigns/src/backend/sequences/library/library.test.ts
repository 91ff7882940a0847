import { checkTemplate, knownVariables, renderMail } from '../../channels/email/template'
import { structureProblems } from '../steps/structure'
import { textProblems, withCleanHtml } from '../steps/texts'
import { libraryIn, readySequence } from './library'
import { LIBRARY_KINDS } from './schema'

const cases = LIBRARY_KINDS.flatMap(kind => (['es', 'en'] as const).map(language => ({ kind, language })))

const mailsOf = ({ kind, language }: (typeof cases)[number]) =>
  readySequence(kind, language).steps.flatMap(step => (step.type === 'email' ? [step] : []))

test('there are six in each language, and none has the name of another', () => {
  expect(libraryIn('es')).toHaveLength(6)
  expect(new Set([...libraryIn('es'), ...libraryIn('en')].map(({ name }) => name)).size).toBe(12)
})

test.each(cases)('$kind in $language can be saved as it is', ({ kind, language }) => {
  const { steps, knownFields } = readySequence(kind, language)
  expect(structureProblems(steps)).toEqual([])
  expect(textProblems(steps, knownVariables(knownFields))).toEqual([])
  expect(steps.flatMap(step => withCleanHtml(step).removed)).toEqual([])
})

test.each(cases)('$kind in $language goes the same way in both languages', ({ kind }) => {
  const wayIn = (language: 'es' | 'en') =>
    libraryIn(language)
      .filter(entry => entry.kind === kind)
      .flatMap(({ steps }) => steps.map(({ title, ...step }) => step))
  expect(wayIn('es')).toEqual(wayIn('en'))
})

test.each(cases)(
  '$kind in $language names each mail, and each mail reads well to whom nothing is known of',
  each => {
    for (const { key, config } of mailsOf(each)) {
      expect(
        checkTemplate(config.html, knownVariables(readySequence(each.kind, each.language).knownFields))
      ).toEqual([])
      const { subject, html, text } = renderMail(
        config,
        { first_name: '', company: '', sender_name: 'Ana', sender_email: 'ana@example.test', custom: {} },
        { language: each.language, unsubscribeUrl: 'https://example.test/out' }
      )
      for (const said of [subject, html ?? '', text]) {
        expect(said).not.toMatch(/\{\{|\{%|undefined/)
        expect(said.trim()).not.toBe('')
      }
      expect({ key, subject }).toEqual({ key, subject: expect.stringMatching(/^\S.*\S$/) })
      expect(html).toContain('https://example.test/out')
    }
  }
)

test('the invitation leads to the event of the lead, and to nowhere where there is none', () => {
  const [invitation] = mailsOf({ kind: 'event_invitation', language: 'en' })
  if (!invitation) throw new Error('There is no invitation.')
  const sent = (custom: Record<string, unknown>) =>
    renderMail(
      invitation.config,
      { first_name: 'Eva', ...custom, custom },
      { language: 'en', unsubscribeUrl: 'https://example.test/out' }
    )
  expect(sent({ event_link: 'https://example.test/event' }).html).toContain(
    'href="https://example.test/event"'
  )
  expect(sent({}).html).not.toContain('Save my place')
})
