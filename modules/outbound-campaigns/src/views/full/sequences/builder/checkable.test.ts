import { givenStepsSchema } from '../../../../backend/sequences/steps/given-schema'
import { newStep, STEP_TYPES } from '../model/step'
import { leaf } from '../model/tree'
import type { Draft } from '../model/draft'
import { checkable } from './checkable'

const draft = (steps: Draft['steps']): Draft => ({
  fields: {
    name: 'x',
    description: null,
    category: 'custom',
    icp: null,
    priority_filter: null,
    min_score: null,
    max_score: null,
    trigger: { kind: 'manual' }
  },
  settings: {
    pause_on_reply: true,
    pause_on_meeting: true,
    pause_company_on_reply: false,
    skip_weekends: false,
    holidays: [],
    send_window: null,
    timezone: null,
    daily_limit: null,
    new_leads_per_day: null,
    in_thread: false,
    reply_to: null,
    from_name: null,
    tracking: true,
    unconfirmed_after_hours: 24
  },
  steps
})

test('whatever is still empty, the server can look at all of it', () => {
  const steps = checkable(draft(STEP_TYPES.map(type => leaf(newStep(type, `${type}-1`)))))
  expect(givenStepsSchema.safeParse(steps).success).toBe(true)
  expect(steps.map(({ key }) => key)).toEqual(STEP_TYPES.map(type => `${type}-1`))
})

test('what is filled in is looked at as it is', () => {
  const step = newStep('email', 'a')
  if (step.type !== 'email') throw new Error('no mail')
  const mail = { ...step, config: { ...step.config, subject: 'Hi', html: '<p>{{ nme }}</p>' } }
  expect(checkable(draft([leaf(mail)]))).toEqual([{ ...mail, parent_key: null, branch: null }])
})
