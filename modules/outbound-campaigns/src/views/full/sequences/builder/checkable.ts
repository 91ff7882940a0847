/**
 * Steps as the server can look at all of them: where something is still empty, which is told at once and here, a word
 * stands in for it, so that one empty field doesn't keep the server from saying what else is wrong.
 */
import type { GivenStep } from '../../../api/sequences'
import { localProblems } from '../model/problems'
import type { Draft } from '../model/draft'
import { listOf, type FlatStep } from '../model/tree'

const orWord = (text: string, word = '-'): string => (text.trim() === '' ? word : text)

const SOME_ADDRESS = 'https://example.com/'

const filled = (step: FlatStep, wrong: ReadonlySet<string>): GivenStep => {
  switch (step.type) {
    case 'email': {
      const { subject, html } = step.config
      return { ...step, config: { ...step.config, subject: orWord(subject), html: orWord(html) } }
    }
    case 'whatsapp':
      return { ...step, config: { ...step.config, template_id: orWord(step.config.template_id) } }
    case 'task':
      return { ...step, config: { ...step.config, title: orWord(step.config.title) } }
    case 'webhook':
      return wrong.has(step.key) ? { ...step, config: { ...step.config, url: SOME_ADDRESS } } : step
    case 'condition':
      return wrong.has(step.key)
        ? { ...step, config: { ...step.config, check: { kind: 'score', at_least: 0 } } }
        : step
    case 'wait':
      return step
  }
}

export const checkable = (draft: Draft): GivenStep[] => {
  const wrong = new Set(localProblems(draft).flatMap(({ step }) => step ?? []))
  return listOf(draft.steps).map(step => filled(step, wrong))
}
