/** When nurturing runs by itself. What an expression means is told by its next moments, while it is typed. */
import { Checkbox, HTMLSelect } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getSchedule, type NurturingSettings, type Schedule } from '../../../api/nurturing'
import { moment } from '../../../format'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { useResource } from '../../platform/use-resource'
import { useSettled } from '../../platform/use-settled'
import { Text } from './fields'
import { SCHEDULE_NAMES, scheduleName, SCHEDULES } from './input'
import { Section } from './section'
import type { Form } from './use-form'

const RARELY_MS = 60_000

/** null: not known yet. What was known of the one before stays until then, so that nothing jumps. */
const useSchedule = (typed: string): { schedule: Schedule | null; isOfTyped: boolean } => {
  const { value: expression } = useSettled(typed, typed)
  const [told] = useResource(
    async http => {
      const answer = await getSchedule(http, expression)
      return answer.kind === 'value'
        ? { kind: 'value' as const, value: { expression, schedule: answer.value } }
        : answer
    },
    { key: expression, everyMs: RARELY_MS }
  )
  return told.kind === 'ready'
    ? { schedule: told.value.schedule, isOfTyped: told.value.expression === typed }
    : { schedule: null, isOfTyped: false }
}

const NextMoments: FC<{ schedule: Schedule }> = ({ schedule: { timezone, next_runs_at: moments } }) =>
  moments.length === 0 ? null : (
    <div className="oc-small oc-muted oc-next-moments" data-next-runs={moments.length}>
      <span>{t('reports.settings.next', { zone: timezone.replace(/_/g, ' ') })}</span>
      <ol className="oc-plain">
        {moments.map(at => (
          <li key={at}>{moment(at, timezone)}</li>
        ))}
      </ol>
    </div>
  )

const restsFor = (
  { nurturing_enabled: enabled }: Form['input'],
  { state }: NurturingSettings
): 'switched_off' | 'no_sequence' | null => {
  if (!enabled) return 'switched_off'
  return state.resting === 'no_sequence' ? 'no_sequence' : null
}

export const ScheduleSection: FC<{ form: Form; held: NurturingSettings }> = ({ form, held }) => {
  const { input } = form
  const named = scheduleName(input.nurturing_schedule)
  const [own, setOwn] = useState(named === null)
  const typesIt = own || named === null
  const { schedule, isOfTyped } = useSchedule(input.nurturing_schedule.trim())
  const isWrong = isOfTyped && schedule !== null && schedule.problem !== null
  const rests = restsFor(input, held)
  return (
    <Section name="schedule" title={t('reports.settings.schedule')}>
      <Checkbox
        checked={input.nurturing_enabled}
        label={t('reports.settings.enabled')}
        onChange={event => form.type({ nurturing_enabled: event.currentTarget.checked })}
      />
      <div className="oc-fields">
        <Field id="oc-nurturing-when" label={t('reports.settings.when')}>
          {field => (
            <HTMLSelect
              {...field}
              value={typesIt ? 'own' : (named ?? 'own')}
              onChange={event => {
                const chosen = SCHEDULE_NAMES.find(name => name === event.currentTarget.value)
                setOwn(chosen === undefined)
                if (chosen) form.type({ nurturing_schedule: SCHEDULES[chosen] })
              }}
            >
              {SCHEDULE_NAMES.map(name => (
                <option key={name} value={name}>
                  {t(`reports.settings.schedules.${name}` as const)}
                </option>
              ))}
              <option value="own">{t('reports.settings.schedules.own')}</option>
            </HTMLSelect>
          )}
        </Field>
        {typesIt && (
          <Text
            form={form}
            name="nurturing_schedule"
            label={t('reports.settings.cron')}
            hint={t('reports.settings.cronHint')}
            error={isWrong ? t('reports.settings.notCron') : null}
          />
        )}
      </div>
      {schedule !== null && rests !== 'switched_off' && <NextMoments schedule={schedule} />}
      {rests !== null && <p className="oc-small oc-muted">{t(`reports.runs.resting.${rests}` as const)}</p>}
      <Checkbox
        checked={input.nurturing_dry_run}
        label={t('reports.settings.dry')}
        onChange={event => form.type({ nurturing_dry_run: event.currentTarget.checked })}
      />
    </Section>
  )
}
