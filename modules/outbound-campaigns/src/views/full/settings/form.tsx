/** The settings themselves, to be changed together and saved together. */
import React, { type FC, type FormEvent } from 'react'
import { t } from '../../text'
import { useCanWrite } from '../platform/panel-context'
import type { ShownSettings } from './api'
import { useLeavingGuard } from '../platform/leaving-guard'
import { SaveBar } from './form/save-bar'
import { useSettingsForm } from './form/use-settings-form'
import { ErrorsSection } from './sections/errors'
import { HoursSection, LimitsSection } from './sections/hours-and-limits'
import { GuardrailsSection, MailSection } from './sections/mail'
import { DataSection, NotifySection } from './sections/notify-and-data'
import { PaceSection, SenderSection } from './sections/sender'
import { WordsSection } from './sections/words'

/** Where the first thing is wrong, after the page shows it. */
const goToFirstError = (): void => {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>(
      '.oc-settings [aria-invalid="true"], .oc-settings .oc-field-wrong input'
    )
    if (field) field.focus()
  })
}

export const SettingsFormView: FC<{
  settings: ShownSettings
  onSaved: (settings: ShownSettings) => void
}> = ({ settings, onSaved }) => {
  const canWrite = useCanWrite()
  const form = useSettingsForm(settings, onSaved)
  const guard = useLeavingGuard(form.dirty, t('settings.leave.text'))

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!(await form.save())) goToFirstError()
  }

  return (
    <form
      className="oc-settings"
      aria-label={t('navigation.settings')}
      data-dirty={form.dirty}
      onSubmit={event => void save(event)}
    >
      {guard}
      <fieldset className="oc-all-fields" disabled={!canWrite}>
        <SenderSection form={form} />
        <PaceSection form={form} />
        <HoursSection form={form} />
        <LimitsSection form={form} />
        <ErrorsSection form={form} />
        <MailSection form={form} />
        <GuardrailsSection form={form} />
        <WordsSection form={form} />
        <NotifySection form={form} />
        <DataSection form={form} />
      </fieldset>
      {canWrite && <SaveBar form={form} />}
    </form>
  )
}
