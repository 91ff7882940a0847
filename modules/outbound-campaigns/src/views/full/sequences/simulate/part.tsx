/** A lead's whole way through the sequence before anybody is in it: for whom, from when, and what if. */
import { Callout, Radio, RadioGroup } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Failure } from '../../../api/answer'
import { moment, number } from '../../../format'
import { counted, t, type TextKey } from '../../../text'
import { dateField, timeField, wallOf } from '../../campaigns/time/zone'
import { FailureNotice } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useCanWrite } from '../../platform/panel-context'
import { TimeField } from '../../platform/time-field'
import { rowErrorText } from '../../upload/error-text'
import type { Draft } from '../model/draft'
import type { Problem } from '../model/problems'
import { compared, type Compared } from './changes'
import { placeOf } from './reasons'
import { useScope } from './scope'
import { Supposed } from './supposed'
import { useSimulation, type Ways } from './use-simulation'
import { Way } from './way'
import { WhomFields } from './whom'

const StartFields: FC<{ zone: string | null; now: string | null }> = ({ zone, now }) => {
  const {
    looked: { start },
    look
  } = useScope()
  const begin = (): void => {
    const wall = wallOf(now === null ? Date.now() : Date.parse(now), zone ?? 'UTC')
    look({ start: { date: dateField(wall), time: timeField(wall) } })
  }
  return (
    <>
      <RadioGroup
        selectedValue={start === null ? 'now' : 'then'}
        onChange={event => (event.currentTarget.value === 'now' ? look({ start: null }) : begin())}
      >
        <Radio value="now" label={t('simulate.start.now')} />
        <Radio value="then" label={t('simulate.start.then')} />
      </RadioGroup>
      {start !== null && (
        <div className="oc-side-by-side" data-start>
          <TimeField
            id="oc-simulate-date"
            label={t('simulate.start.date')}
            kind="date"
            value={start.date}
            onChange={date => look({ start: { ...start, date } })}
          />
          <TimeField
            id="oc-simulate-time"
            label={t('simulate.start.time')}
            kind="time"
            value={start.time}
            onChange={time => look({ start: { ...start, time } })}
          />
        </div>
      )}
    </>
  )
}

/** What was objected to in the person who is made up stands at its field. */
const personErrors =
  (failure: Failure | null) =>
  (field: string): string | null => {
    if (failure === null || failure.kind !== 'refused') return null
    const objection = failure.objections.find(({ path }) => path === field || path === `lead.${field}`)
    return objection
      ? rowErrorText({ code: objection.code ?? '', message: objection.message }, 'leads')
      : null
  }

/** What the simulation leaves out; a limit of a day depends on everybody else. */
const NOTES: Partial<Record<string, TextKey>> = {
  daily_limit: 'simulate.note.daily_limit',
  new_leads_per_day: 'simulate.note.new_leads_per_day',
  email_daily_limit: 'simulate.note.email_daily_limit',
  suppressed: 'simulate.note.suppressed'
}

const Notes: FC<{ ways: Ways }> = ({ ways: { way } }) => (
  <>
    {way.notes.map(({ code, message }) => {
      const known = NOTES[code]
      return (
        <Callout
          key={message}
          className="oc-notice"
          intent={code === 'suppressed' ? 'warning' : 'none'}
          data-note={code}
        >
          {known === undefined ? message : t(known)}
        </Callout>
      )
    })}
  </>
)

const summary = ({ way }: Ways, { changed, missing, differences }: Compared, supposed: boolean): string => {
  const messages = way.entries.filter(
    entry => entry.kind === 'step' && (entry.type === 'email' || entry.type === 'whatsapp')
  ).length
  const all = t('simulate.summary', {
    ...counted(messages, number),
    days: t('sequences.days', counted(way.end.day, number)),
    at: moment(way.start_at, way.zone),
    place: placeOf(way.zone)
  })
  if (!supposed) return all
  if (!changed) return `${all} ${t('simulate.unchanged')}`
  const later = differences.size
  return `${all} ${t('simulate.changed', { gone: number(missing.length), other: number(later) })}`
}

const Found: FC<{ ways: Ways; draft: Draft; supposed: boolean; waiting: boolean }> = ({
  ways,
  draft,
  supposed,
  waiting
}) => {
  const differences = compared(ways.without, ways.way)
  return (
    <div data-simulation={waiting ? 'waiting' : 'ready'}>
      <p className="oc-way-summary" role="status">
        {summary(ways, differences, supposed)}
      </p>
      <Notes ways={ways} />
      <Way way={ways.way} tree={draft.steps} compared={differences} />
    </div>
  )
}

const Card: FC<{ name: 'whom' | 'start' | 'what' }> = ({ name, children }) => (
  <section className="oc-card oc-plain-card" data-simulate={name}>
    <h2>{t(`simulate.card.${name}` as const)}</h2>
    {children}
  </section>
)

const Simulating: FC<{ id: number; draft: Draft; problems: readonly Problem[] }> = ({
  id,
  draft,
  problems
}) => {
  const { looked } = useScope()
  const { ways, refresh, waiting } = useSimulation(id, looked, draft)
  const known = ways.kind === 'ready' ? ways.value : null
  const failure = ways.kind === 'loading' ? null : ways.kind === 'failed' ? ways.failure : ways.failure
  return (
    <div className="oc-simulate">
      <div className="oc-simulate-form">
        <Card name="whom">
          <WhomFields errorOf={personErrors(failure)} />
        </Card>
        <Card name="start">
          <StartFields zone={known && known.way.zone} now={known && known.way.start_at} />
        </Card>
        <Card name="what">
          <Supposed tree={draft.steps} without={known && known.without} />
        </Card>
      </div>
      <section className="oc-card oc-plain-card" aria-label={t('simulate.title')}>
        <h2>{t('simulate.title')}</h2>
        {failure !== null &&
          (problems.length > 0 ? (
            <Callout className="oc-notice" intent="warning" role="alert" data-mend-first>
              {t('simulate.mendFirst')}
            </Callout>
          ) : (
            <FailureNotice failure={failure} title={t('simulate.failed')} onRetry={refresh} />
          ))}
        {ways.kind === 'loading' && <Loading />}
        {known && <Found ways={known} draft={draft} supposed={looked.happens.length > 0} waiting={waiting} />}
      </section>
    </div>
  )
}

export const SimulatePart: FC<{ id: number; draft: Draft; problems: readonly Problem[] }> = props => {
  const canWrite = useCanWrite()
  if (!canWrite) return <Callout className="oc-notice">{t('simulate.readOnly')}</Callout>
  if (props.draft.steps.length === 0) return <Callout className="oc-notice">{t('simulate.noSteps')}</Callout>
  return <Simulating {...props} />
}
