import { defaultMails, writtenLetter } from '../../channels/email/default-sequence'
import type { Language } from '../../platform/settings/language'
import { stepSchema, type Step } from '../steps/schema'
import type { SequenceFields, SequenceSettings } from '../templates/schema'
import { english } from './english'
import { PLANS, type PlannedStep } from './plans'
import { LIBRARY_KINDS, type LibraryEntry, type LibraryKind } from './schema'
import { spanish } from './spanish'
import type { LibraryWords } from './words'

/** The ready sequences: each a plan and its words. Whoever takes one gets a sequence of their own, switched off. */
const WORDS: Record<Language, LibraryWords> = { es: spanish, en: english }

/** Sent when people at work read: on working days from nine to six, where the lead is. */
const SETTINGS: Partial<SequenceSettings> = {
  skip_weekends: true,
  send_window: { from: '09:00', to: '18:00' }
}

export interface ReadySequence {
  fields: Pick<SequenceFields, 'name' | 'description' | 'category'>
  settings: Partial<SequenceSettings>
  knownFields: readonly string[]
  steps: Step[]
}

export const readySequence = (kind: LibraryKind, language: Language): ReadySequence => {
  const { name, description } = WORDS[language].sequences[kind]
  if (kind === 'welcome')
    return {
      fields: { name, description, category: 'nurture' },
      settings: SETTINGS,
      knownFields: [],
      steps: defaultMails(language).map(({ key, subject, preheader, html, text, delay_days }) =>
        stepSchema.parse({
          type: 'email',
          key: key.replace(/_/g, '-'),
          delay_days,
          config: { subject, preheader, html, text }
        })
      )
    }
  const { category, known_fields: knownFields, steps } = PLANS[kind]
  return {
    fields: { name, description, category },
    settings: SETTINGS,
    knownFields,
    steps: steps.map(step => stepOf(step, language))
  }
}

const said = <T>(words: Readonly<Record<string, T>>, key: string): T => {
  const found = words[key]
  if (found === undefined) throw new Error(`The library has no words for ${key}.`)
  return found
}

const stepOf = (planned: PlannedStep, language: Language): Step => {
  const { type, key, delay_days, delay_hours, inside } = planned
  const place = { type, key, delay_days, delay_hours, parent_key: inside?.[0], branch: inside?.[1] }
  switch (planned.type) {
    case 'email': {
      const { letters, unsubscribe } = WORDS[language]
      const { subject, preheader, ...letter } = said(letters, key)
      const content = writtenLetter(language, { ...letter, unsubscribe })
      return stepSchema.parse({ ...place, config: { subject, preheader, ...content } })
    }
    case 'task':
      return stepSchema.parse({
        ...place,
        config: { ...said(WORDS[language].tasks, key), due_days: planned.due_days }
      })
    case 'condition': {
      const { check, within_days, after_yes } = planned
      return stepSchema.parse({ ...place, config: { check, within_days, after_yes } })
    }
  }
}

const titleOf = (step: Step, kind: LibraryKind, language: Language): string => {
  if (step.type === 'task') return step.config.title
  if (step.type !== 'email') return ''
  if (kind !== 'welcome') return said(WORDS[language].letters, step.key).name
  return defaultMails(language).find(({ key }) => key.replace(/_/g, '-') === step.key)?.name ?? ''
}

/** Whoever does nothing takes the way "no", after all the time that they were given. */
const daysOf = (step: Step): number =>
  (step.branch === 'yes' ? 0 : step.delay_days) + (step.type === 'condition' ? step.config.within_days : 0)

/** What there is to begin with, to be chosen from. */
export const libraryIn = (language: Language): LibraryEntry[] =>
  LIBRARY_KINDS.map(kind => {
    const { fields, knownFields, steps } = readySequence(kind, language)
    return {
      kind,
      language,
      name: fields.name,
      description: fields.description ?? '',
      category: fields.category,
      days: steps.reduce((sum, step) => sum + daysOf(step), 0),
      known_fields: [...knownFields],
      steps: steps.map(step => ({
        key: step.key,
        parent_key: step.parent_key,
        branch: step.branch,
        type: step.type,
        title: titleOf(step, kind, language),
        delay_days: step.delay_days,
        delay_hours: step.delay_hours
      }))
    }
  })
