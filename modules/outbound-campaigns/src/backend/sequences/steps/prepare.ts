import { knownVariables } from '../../channels/email/template'
import { customFieldsOf } from '../../leads'
import type { Database } from '../../platform/database/database'
import { unprocessable, type ProblemDetail } from '../../platform/http/problem'
import { keptStep, lacksSecret, type GivenStep } from './given-schema'
import { keysOf } from './keys'
import type { Step, StepType, Version } from './schema'
import { pathTo, structureProblems } from './structure'
import { textProblems, unknownNames, withCleanHtml } from './texts'

/** Steps as they are kept, from steps as they are given: with keys, secrets and harmless HTML, or refused. */
export interface Prepared {
  steps: Step[]
  warnings: Array<ProblemDetail & { code: string }>
}

export interface PreparedFor {
  db: Database
  botId: string
  /** The steps that these replace. */
  current: Version | undefined
  /** Keys that people have come to, and what they were. */
  typesInUse: ReadonlyMap<string, StepType>
  /** Custom fields that no lead has yet. */
  knownFields: readonly string[]
}

export const prepareSteps = async (
  given: readonly GivenStep[],
  { db, botId, current, typesInUse, knownFields }: PreparedFor
): Promise<Prepared> => {
  const before = current?.steps ?? []
  const secretOf = (key: string): string | null => {
    const step = before.find(one => one.key === key)
    return step?.type === 'webhook' ? step.config.secret : null
  }
  const keys = keysOf(given, [...typesInUse.keys(), ...before.map(({ key }) => key)])
  const cleaned = given.map((step, index) => withCleanHtml(keptStep(step, keys[index] ?? '', secretOf)))
  const steps = cleaned.map(({ step }) => step)

  const known = knownVariables([...(await customFieldsOf(db, botId)), ...knownFields])
  const allowed = [...known, ...unknownNames(before, known)]
  const problems = [
    ...structureProblems(steps, typesInUse),
    ...given.flatMap((step, index): ProblemDetail[] =>
      lacksSecret(step, keys[index] ?? '', secretOf) ? [noSecret(index)] : []
    ),
    ...textProblems(steps, allowed)
  ]
  if (problems.length > 0) throw refused(problems)
  return {
    steps,
    warnings: cleaned.flatMap(({ removed }, index) =>
      removed.length === 0
        ? []
        : [
            {
              path: pathTo(index, 'config', 'html'),
              code: 'html_cleaned',
              message: `Taken out, because no mail may have it: ${removed.join(', ')}.`
            }
          ]
    )
  }
}

const noSecret = (index: number): ProblemDetail => ({
  path: pathTo(index, 'config', 'secret'),
  code: 'secret_missing',
  message: 'There is no secret yet that could stay as it is. Give one.'
})

const refused = (problems: readonly ProblemDetail[]) =>
  unprocessable(problems.map(({ path, message }) => `${path}: ${message}`).join('; '), problems)
