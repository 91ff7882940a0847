import { checkTemplate, sanitizeTemplate } from '../../channels/email/template'
import { leadSchema } from '../../leads'
import type { ProblemDetail } from '../../platform/http/problem'
import type { Step } from './schema'
import { pathTo } from './structure'

/** What steps say to people and systems: every text in which a lead's values are filled in, and what is wrong with it. */
interface Text {
  path: ReadonlyArray<string | number>
  text: string
  kind: 'html' | 'plain'
}

const plain = (text: string | null | undefined, ...path: Array<string | number>): Text[] =>
  text === null || text === undefined ? [] : [{ path, text, kind: 'plain' }]

const textsOf = (step: Step): Text[] => {
  switch (step.type) {
    case 'email':
      return [
        ...plain(step.config.subject, 'subject'),
        { path: ['html'], text: step.config.html, kind: 'html' },
        ...plain(step.config.text, 'text'),
        ...plain(step.config.preheader, 'preheader')
      ]
    case 'whatsapp': {
      const { variables, header, buttons } = step.config
      return [
        ...variables.flatMap((text, n) => plain(text, 'variables', n)),
        ...(header === null
          ? []
          : header.type === 'text'
            ? plain(header.text, 'header', 'text')
            : plain(header.link, 'header', 'link')),
        ...(buttons ?? []).flatMap((button, n) => {
          switch (button.type) {
            case 'quick_reply':
              return plain(button.payload, 'buttons', n, 'payload')
            case 'url':
              return plain(button.text, 'buttons', n, 'text')
            case 'copy_code':
              return plain(button.code, 'buttons', n, 'code')
          }
        })
      ]
    }
    case 'task':
      return [...plain(step.config.title, 'title'), ...plain(step.config.note, 'note')]
    case 'webhook':
      return Object.entries(step.config.data).flatMap(([name, text]) => plain(text, 'data', name))
    case 'wait':
    case 'condition':
      return []
  }
}

/** Everything that could only be found when it is too late: while sending. `known`: see `knownVariables`. */
export const textProblems = (steps: readonly Step[], known: Iterable<string>): ProblemDetail[] => {
  const names = [...known]
  return steps.flatMap((step, index) => [
    ...textsOf(step).flatMap(({ path, text, kind }) =>
      checkTemplate(text, names, kind).map(({ code, message, line, column }) => ({
        path: pathTo(index, 'config', ...path),
        code,
        message: `Line ${line}, column ${column}: ${message}`
      }))
    ),
    ...fieldProblems(step, index, names)
  ])
}

const LEAD_FIELDS: ReadonlySet<string> = new Set(Object.keys(leadSchema.shape))

const fieldProblems = (step: Step, index: number, known: readonly string[]): ProblemDetail[] => {
  if (step.type !== 'condition' || step.config.check.kind !== 'field') return []
  const { field } = step.config.check
  return LEAD_FIELDS.has(field) || known.includes(field)
    ? []
    : [
        {
          path: pathTo(index, 'config', 'check', 'field'),
          code: 'unknown_variable',
          message: `No lead has a field "${field}".`
        }
      ]
}

/** Names that these steps use although nobody knows them: they were allowed once, and may stay. */
export const unknownNames = (steps: readonly Step[], known: Iterable<string>): string[] => {
  const names = [...known]
  const inTexts = steps
    .flatMap(textsOf)
    .flatMap(({ text, kind }) => checkTemplate(text, names, kind))
    .flatMap(({ name }) => name ?? [])
  const inConditions = steps.flatMap(step =>
    step.type === 'condition' && step.config.check.kind === 'field' ? [step.config.check.field] : []
  )
  return [...inTexts, ...inConditions]
}

/** The step with harmless HTML, and what was taken out of it. */
export const withCleanHtml = (step: Step): { step: Step; removed: string[] } => {
  if (step.type !== 'email') return { step, removed: [] }
  const { html, removed } = sanitizeTemplate(step.config.html)
  return { step: { ...step, config: { ...step.config, html } }, removed }
}
