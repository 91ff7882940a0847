import { z } from 'zod'
import { notFound, unprocessable } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import { validationWords } from '../../platform/http/validation-words'
import type { Database } from '../../platform/database/database'
import type { SavedSequence, SequenceChange } from '../templates/schema'
import { changeShape } from '../templates/schema'
import type { Templates } from '../templates/templates'
import { findStep } from '../versions/store'
import { givenStepSchema, shownStep, type GivenStep, type ShownStep } from './given-schema'
import { BRANCHES, placeShape, STEP_TYPES } from './schema'

/** Changes of one step. Each is a change of the whole list, so that it makes sense afterwards or isn't made. */
export const stepChangeSchema = z.strictObject({
  id: z.number().int().optional(),
  key: placeShape.key.optional(),
  type: z.enum(STEP_TYPES).optional().describe('What it is stays: named, these three must be as they are'),
  parent_key: z.string().nullable().optional(),
  branch: z.enum(BRANCHES).nullable().optional(),
  position: z.number().int().min(1).optional().describe('Its place in its list, counted from 1'),
  delay_days: placeShape.delay_days.unwrap().optional(),
  delay_hours: placeShape.delay_hours.unwrap().optional(),
  config: z.record(z.string(), z.unknown()).optional().describe('What is not named in it stays as it is'),
  ...changeShape
})
export type StepChange = z.infer<typeof stepChangeSchema>

type HowToChange = Pick<SequenceChange, 'people' | 'known_fields' | 'revision'>

export class StepEdits {
  constructor(
    private readonly db: Database,
    private readonly templates: Templates
  ) {}

  async list(botId: string, sequenceId: number): Promise<ShownStep[]> {
    return (await this.templates.get(botId, sequenceId)).steps
  }

  async add(
    botId: string,
    sequenceId: number,
    given: GivenStep,
    how: HowToChange,
    caller: Caller
  ): Promise<{ step: ShownStep; saved: SavedSequence }> {
    const steps = await this.stepsOf(botId, sequenceId)
    const known = new Set(steps.map(({ key }) => key))
    const saved = await this.save(botId, sequenceId, placedAt(steps, given, given.position), how, caller)
    const step = saved.steps.find(({ key }) =>
      given.key === undefined ? !known.has(key) : key === given.key
    )
    if (!step) throw new Error('A step was saved and is not there.')
    return { step, saved }
  }

  async change(
    botId: string,
    stepId: number,
    {
      id,
      key: named,
      type,
      parent_key,
      branch,
      position,
      delay_days,
      delay_hours,
      config,
      ...how
    }: StepChange,
    caller: Caller
  ): Promise<{ step: ShownStep; saved: SavedSequence }> {
    const { sequenceId, key } = await this.find(botId, stepId)
    const steps = await this.stepsOf(botId, sequenceId)
    const before = steps.find(one => one.key === key)
    if (!before) throw goneStep(stepId)
    refuseAnother({ id, key: named, type }, { id: stepId, key, type: before.type })
    const after = valid({
      ...before,
      ...(parent_key !== undefined && { parent_key }),
      ...(branch !== undefined && { branch }),
      ...(delay_days !== undefined && { delay_days }),
      ...(delay_hours !== undefined && { delay_hours }),
      config: { ...before.config, ...config }
    })
    const others = steps.filter(one => one !== before)
    const isMoved =
      position !== undefined || after.parent_key !== before.parent_key || after.branch !== before.branch
    const next = isMoved
      ? placedAt(others, after, position)
      : steps.map(one => (one === before ? after : one))
    const saved = await this.save(botId, sequenceId, next, how, caller)
    const step = saved.steps.find(one => one.key === key)
    if (!step) throw new Error('A step was saved and is not there.')
    return { step, saved }
  }

  /** A condition goes with everything in its branches. */
  async remove(botId: string, stepId: number, how: HowToChange, caller: Caller): Promise<SavedSequence> {
    const { sequenceId, key } = await this.find(botId, stepId)
    const steps = await this.stepsOf(botId, sequenceId)
    if (!steps.some(one => one.key === key)) throw goneStep(stepId)
    const gone = new Set([key])
    // In the order of the way a step comes before those of its branches.
    for (const step of steps)
      if (step.parent_key !== null && gone.has(step.parent_key)) gone.add(step.key ?? '')
    return this.save(
      botId,
      sequenceId,
      steps.filter(step => !gone.has(step.key ?? '')),
      how,
      caller
    )
  }

  private save(
    botId: string,
    sequenceId: number,
    steps: GivenStep[],
    how: HowToChange,
    caller: Caller
  ): Promise<SavedSequence> {
    return this.templates.change(botId, sequenceId, { ...how, steps }, caller)
  }

  private async stepsOf(botId: string, sequenceId: number): Promise<GivenStep[]> {
    const version = await this.templates.versionOf(botId, await this.templates.find(botId, sequenceId))
    return (version?.steps ?? []).map(shownStep)
  }

  private async find(botId: string, stepId: number): Promise<{ sequenceId: number; key: string }> {
    const found = await findStep(this.db, botId, stepId)
    if (!found) throw notFound(`There is no step ${stepId}.`)
    return found
  }
}

const goneStep = (stepId: number) =>
  notFound(`Step ${stepId} is none of its sequence any more: the sequence was changed.`)

/** A step read here is put back whole; what would make it another one is no change of it. */
const refuseAnother = (given: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>>) => {
  const errors = Object.keys(own)
    .filter(name => given[name] !== undefined && given[name] !== own[name])
    .map(path => ({ path, message: `stays ${String(own[path])}: delete the step and add another` }))
  if (errors.length > 0)
    throw unprocessable(errors.map(({ path, message }) => `${path} ${message}`).join('; '), errors)
}

/** The list with this step at a place of its line, or at the end of it. */
const placedAt = (
  steps: readonly GivenStep[],
  step: GivenStep,
  position: number | undefined
): GivenStep[] => {
  const line = steps.filter(one => one.parent_key === step.parent_key && one.branch === step.branch)
  const next = position === undefined ? undefined : line[position - 1]
  const at = next ? steps.indexOf(next) : steps.length
  return [...steps.slice(0, at), step, ...steps.slice(at)]
}

const valid = (step: unknown): GivenStep => {
  const parsed = givenStepSchema.safeParse(step, { error: validationWords })
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw unprocessable(errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
}
