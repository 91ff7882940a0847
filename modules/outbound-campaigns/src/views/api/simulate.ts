/** What a sequence would do, over the API: nothing of it is kept, and only a test is sent. */
import type {
  entrySchema,
  previewSchema,
  simulateSchema,
  simulationSchema,
  testSendAnswerSchema
} from '../../backend/sequences/simulate/schema'
import type { z } from 'zod'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import type { GivenStep } from './sequences'
import { post } from './request'

export type Simulation = z.infer<typeof simulationSchema>
export type Entry = z.infer<typeof entrySchema>
export type StepEntry = Extract<Entry, { kind: 'step' }>
export type ConditionEntry = Extract<Entry, { kind: 'condition' }>
export type Content = StepEntry['content']
export type MailContent = Extract<Content, { subject: string }>
export type Trouble = StepEntry['problems'][number]
export type Asked = z.input<typeof simulateSchema>
export type Happening = NonNullable<Asked['events']>[number]
export type StepPreview = z.infer<typeof previewSchema>
export type TestAnswer = z.infer<typeof testSendAnswerSchema>
/** A lead that is there, or one that is made up. */
export type Whom = Pick<Asked, 'lead_id' | 'lead'>

/** A mail that could be filled in. */
export const isMail = (content: Content): content is MailContent =>
  content.type === 'email' && 'subject' in content

const isSimulation = (body: unknown): body is Simulation =>
  isRecord(body) && typeof body.zone === 'string' && Array.isArray(body.entries) && isRecord(body.end)

const isStepPreview = (body: unknown): body is StepPreview =>
  isRecord(body) && isRecord(body.content) && Array.isArray(body.problems)

const isTestAnswer = (body: unknown): body is TestAnswer =>
  isRecord(body) && typeof body.accepted === 'boolean'

export const simulate = (http: Http, id: number, asked: Asked): Promise<Answer<Simulation>> =>
  post(http, `/sequences/templates/${id}/simulate`, asked, isSimulation)

export interface Meant {
  id: number
  /** As it is on the screen, saved or not. */
  step: GivenStep & { key: string }
  whom: Whom
}

const pathOf = ({ id, step }: Meant): string =>
  `/sequences/templates/${id}/steps/${encodeURIComponent(step.key)}`

export const previewStep = (http: Http, meant: Meant): Promise<Answer<StepPreview>> =>
  post(http, `${pathOf(meant)}/preview`, { ...meant.whom, step: meant.step }, isStepPreview)

export const sendTestOf = (http: Http, meant: Meant, to: string): Promise<Answer<TestAnswer>> =>
  post(http, `${pathOf(meant)}/test-send`, { ...meant.whom, step: meant.step, to }, isTestAnswer)
