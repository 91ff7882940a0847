/** What nurturing and its reports go by: changed together and saved together. */
import React, { useState, type FC, type FormEvent } from 'react'
import { getNurturingSettings, type NurturingSettings } from '../../../api/nurturing'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { useLeavingGuard } from '../../platform/leaving-guard'
import { Loading } from '../../platform/loading'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { getShownSettings, type ShownSettings } from '../../settings/api'
import { SaveBar } from '../../settings/form/save-bar'
import { Parts } from '../parts'
import { Rescoring } from './rescoring'
import { ScheduleSection } from './schedule'
import { PeopleSection, ReportsSection, S3Section, ScoreSection } from './sections'
import { useForm } from './use-form'

/** Settings change seldom, and a change is announced. */
const EVERY_MS = 30_000

/** Where the first thing is wrong, after the page shows it. */
const goToFirstError = (): void => {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('.oc-settings [aria-invalid="true"]')
    if (field) field.focus()
  })
}

const FormView: FC<{
  settings: ShownSettings
  held: NurturingSettings
  onSaved: (settings: ShownSettings) => void
}> = ({ settings, held, onSaved }) => {
  const canWrite = useCanWrite()
  const form = useForm(settings, onSaved)
  const guard = useLeavingGuard(form.dirty, t('reports.settings.leave'))
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!(await form.save())) goToFirstError()
  }
  return (
    <form
      className="oc-settings"
      aria-label={t('reports.part.settings')}
      data-dirty={form.dirty}
      onSubmit={event => void save(event)}
    >
      {guard}
      <fieldset className="oc-all-fields" disabled={!canWrite}>
        <ScheduleSection form={form} held={held} />
        <PeopleSection form={form} />
        <ScoreSection form={form}>
          <Rescoring />
        </ScoreSection>
        <ReportsSection form={form} />
        <S3Section form={form} />
      </fieldset>
      {canWrite && <SaveBar form={form} />}
    </form>
  )
}

const Settings: FC = () => {
  const [settings, refresh] = useResource(getShownSettings, { everyMs: EVERY_MS })
  const [held, refreshHeld] = useResource(getNurturingSettings, { everyMs: EVERY_MS })
  /** What saving answered is newer than what was loaded before it. */
  const [saved, setSaved] = useState<{ over: ShownSettings; settings: ShownSettings } | null>(null)
  const retry = (): void => {
    refresh()
    refreshHeld()
  }
  if (settings.kind === 'failed')
    return <FailurePage heading="h2" failure={settings.failure} onRetry={retry} />
  if (held.kind === 'failed') return <FailurePage heading="h2" failure={held.failure} onRetry={retry} />
  if (settings.kind === 'loading' || held.kind === 'loading') return <Loading />
  const failure = settings.failure ?? held.failure
  return (
    <>
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      <FormView
        settings={saved && saved.over === settings.value ? saved.settings : settings.value}
        held={held.value}
        onSaved={answer => {
          setSaved({ over: settings.value, settings: answer })
          retry()
        }}
      />
    </>
  )
}

export const NurturingSettingsScreen: FC = () => (
  <Page title={t('reports.part.settings')}>
    <Parts current="settings" />
    <Settings />
  </Page>
)
