/** The form: its steps, whether it is saved, the step that is open, and the way on and back. */
import { Button, Intent } from '@blueprintjs/core'
import React, { useCallback, useEffect, useLayoutEffect, useRef, useState, type FC } from 'react'
import type { Campaign } from '../../../api/campaigns'
import { getSettings } from '../../../api/settings'
import { getTemplates } from '../../../api/templates'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { CAMPAIGNS, parseRoute, STEPS, type Step } from '../../navigation/routes'
import { go, goInstead } from '../../navigation/use-route'
import { FailureNotice } from '../../platform/failure'
import { useResource } from '../../platform/use-resource'
import type { BeforeNext } from '../../upload/area'
import { problemsOf, type FormProblem } from './problems'
import { SavingNote } from './saving-note'
import { StepList, type StepState } from './step-list'
import type { StepProps } from './step-props'
import { FormStep } from './steps/step'
import { isChosen } from './template'
import { useDraft, type OpenDraft } from './use-draft'

/** Templates and settings change seldom; while somebody writes, nothing needs to be asked again and again. */
const RARELY_MS = 300_000

const stateOf = (
  step: Step,
  {
    draft,
    problems,
    left,
    current
  }: { draft: OpenDraft; problems: FormProblem[]; left: ReadonlySet<Step>; current: Step }
): StepState => {
  const { campaign } = draft
  // Nothing is wrong with what nobody has come to yet; on the last page everything has been come to.
  const isDue = left.has(step) || current === 'review'
  if (campaign !== null && problems.some(problem => problem.step === step)) return isDue ? 'wrong' : 'open'
  if (step === 'message') return campaign === null ? 'open' : 'done'
  if (step === 'recipients') return campaign !== null && campaign.counts.total > 0 ? 'done' : 'open'
  return left.has(step) ? 'done' : 'open'
}

/** Which steps have been left, and by that are held to what they lack. */
const useLeft = (step: Step, onLeave: () => void): [ReadonlySet<Step>, (step: Step) => void] => {
  const [left, setLeft] = useState<ReadonlySet<Step>>(new Set())
  const add = (gone: Step): void => setLeft(known => new Set(known).add(gone))
  const latest = useRef(onLeave)
  latest.current = onLeave
  useEffect(
    () => () => {
      add(step)
      latest.current()
    },
    [step]
  )
  return [left, add]
}

/** Who comes to another step reads on from there. */
const useFocusOnStep = (step: Step) => {
  const section = useRef<HTMLElement>(null)
  const shown = useRef(step)
  // Before anybody can press a key on the new step: later, the focus would be taken from where they are by then.
  useLayoutEffect(() => {
    if (shown.current !== step && section.current) section.current.focus()
    shown.current = step
  }, [step])
  return section
}

interface Props {
  campaign: Campaign | null
  step: Step
  onCreated: (id: number) => void
  onPeopleChanged: () => void
  onSendOff: () => void
}

export const CampaignForm: FC<Props> = ({ campaign, step, onCreated, onPeopleChanged, onSendOff }) => {
  const draft = useDraft(campaign)
  const { input, saving, hear, save } = draft
  const id = draft.campaign && draft.campaign.id
  const [refreshTemplates, setRefreshTemplates] = useState(0)
  const [templates] = useResource(http => getTemplates(http, refreshTemplates > 0), {
    key: String(refreshTemplates),
    everyMs: RARELY_MS
  })
  const [settings] = useResource(getSettings, { everyMs: RARELY_MS })
  const [left, leave] = useLeft(step, () => void save())

  const section = useFocusOnStep(step)
  const beforeNext: BeforeNext = useRef(null)
  const [finishing, setFinishing] = useState(false)

  useEffect(() => {
    if (campaign !== null) hear(campaign)
  }, [campaign, hear])

  /** Its address gets the number, so that a reload and the way back lead to it and not to another new one. */
  const nameAddress = useCallback(
    (createdId: number): void => {
      if (parseRoute(window.location.hash).screen !== 'new_campaign') return
      onCreated(createdId)
      goInstead({ screen: 'edit_campaign', id: createdId, step: 'message' })
    },
    [onCreated]
  )
  useEffect(() => {
    if (id !== null) nameAddress(id)
  }, [id, nameAddress])

  const template =
    templates.kind === 'ready' ? (templates.value.items.find(item => isChosen(item, input)) ?? null) : null
  const problems = problemsOf(input, Date.now(), template).filter(
    // Before there is a campaign, its other fields are the settings' to fill.
    problem => draft.campaign !== null || problem.step === 'message'
  )
  const props: StepProps = {
    draft,
    problems,
    strict: left.has(step),
    templates,
    askForTemplates: () => setRefreshTemplates(times => times + 1),
    template,
    settings: settings.kind === 'ready' ? settings.value : null,
    onPeopleChanged,
    beforeNext
  }

  const position = STEPS.indexOf(step)
  const before = STEPS[position - 1]
  const behind = STEPS[position + 1]

  const isFinished = async (): Promise<boolean> => {
    if (beforeNext.current === null) return true
    setFinishing(true)
    const done = await beforeNext.current()
    setFinishing(false)
    return done
  }

  const goOn = async (): Promise<void> => {
    if (!(await isFinished())) return
    leave(step)
    const saved = await save()
    const known = draft.current()
    if (!saved || known === null || !behind) return focusFirstWrong()
    nameAddress(known.id)
    go({ screen: 'edit_campaign', id: known.id, step: behind })
  }

  return (
    <Page
      title={input.name.trim() || t('form.newTitle')}
      crumbs={[{ text: t('campaigns.title'), to: CAMPAIGNS }]}
      beside={<SavingNote saving={saving} created={id !== null} />}
    >
      <StepList
        id={id}
        current={step}
        stateOf={one => stateOf(one, { draft, problems, left, current: step })}
      />
      {saving.kind === 'failed' && (
        <FailureNotice failure={saving.failure} title={t('form.notSaved')} onRetry={() => void save()} />
      )}
      <section ref={section} tabIndex={-1} className="oc-card oc-step" aria-labelledby="oc-step-name">
        <h2 id="oc-step-name" className="oc-unseen">
          {t(`form.step.${step}` as const)}
        </h2>
        <FormStep {...props} step={step} onSendOff={onSendOff} />
      </section>
      {/* The last step has no way on but the start, which it shows itself. */}
      {behind && (
        <div className="oc-form-foot">
          {before && id !== null && (
            <Button text={t('form.back')} onClick={() => go({ screen: 'edit_campaign', id, step: before })} />
          )}
          <Button
            intent={Intent.PRIMARY}
            rightIcon="arrow-right"
            text={t('form.next')}
            loading={finishing || (saving.kind === 'saving' && id === null)}
            onClick={() => void goOn()}
          />
        </div>
      )}
    </Page>
  )
}

/** The errors are shown with the next render. */
const focusFirstWrong = (): void => {
  setTimeout(() => {
    const wrong = document.querySelector(
      '.oc-panel .oc-field-wrong input, .oc-panel .oc-field-wrong select, .oc-panel .oc-field-wrong textarea'
    )
    if (wrong instanceof HTMLElement) wrong.focus()
  })
}
