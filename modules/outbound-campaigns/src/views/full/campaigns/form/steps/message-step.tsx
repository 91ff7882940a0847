/** The campaign's name and its template. */
import { Button, Callout, InputGroup, Intent } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC } from 'react'
import { t } from '../../../../text'
import { FailureNotice } from '../../../platform/failure'
import { Field } from '../../../platform/field'
import { Loading } from '../../../platform/loading'
import { MessagePanel } from '../preview/panel'
import { problemOf } from '../problems'
import type { StepProps } from '../step-props'
import { chooseTemplate } from '../template'
import { TemplateByHand } from './template-by-hand'
import { TemplatePicker } from './template-picker'

type Way = 'list' | 'by_hand'

/** A list that is there is the way; one that isn't, or lacks what was chosen before, leaves the other. */
const wayTo = ({ templates, template, draft }: StepProps): Way => {
  if (templates.kind === 'failed') return 'by_hand'
  if (templates.kind === 'loading') return 'list'
  if (templates.value.items.length === 0) return 'by_hand'
  return draft.input.template_id !== '' && template === null ? 'by_hand' : 'list'
}

export const MessageStep: FC<StepProps> = props => {
  const { draft, problems, strict, templates, template, settings, askForTemplates } = props
  const { input, type } = draft
  const [asked, setAsked] = useState<Way | null>(null)
  const way = asked ?? wayTo(props)
  const hasList = templates.kind === 'ready' && templates.value.items.length > 0

  const errorOf = (field: 'name' | 'template_id' | 'language', typed: string): string | null => {
    const key = problemOf(problems, field)
    return key !== null && (strict || typed !== '') ? t(key) : null
  }
  const templateError = errorOf('template_id', input.template_id)

  const reason = templates.kind === 'ready' ? templates.value.reason : null
  return (
    <div className="oc-with-beside">
      <div>
        <Field id="oc-name" label={t('form.name.label')} error={errorOf('name', input.name)}>
          {field => (
            <InputGroup
              {...field}
              value={input.name}
              maxLength={200}
              placeholder={t('form.name.example')}
              onChange={(event: ChangeEvent<HTMLInputElement>) => type({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        {templates.kind === 'failed' && (
          <FailureNotice
            failure={templates.failure}
            title={t('form.template.failed')}
            onRetry={askForTemplates}
          />
        )}
        {reason !== null && !hasList && (
          <Callout className="oc-notice" intent={Intent.WARNING}>
            {t('form.template.unavailable')}
            <div className="oc-detail">{reason.detail}</div>
          </Callout>
        )}
        {templates.kind === 'loading' && <Loading />}
        {way === 'list' && templates.kind === 'ready' && (
          <TemplatePicker
            list={templates.value}
            input={input}
            error={templateError}
            onChoose={chosen => type(chooseTemplate(chosen))}
            onRefresh={askForTemplates}
          />
        )}
        {way === 'by_hand' && (
          <TemplateByHand
            input={input}
            errors={{ template: templateError, language: errorOf('language', input.language) }}
            onType={typed => type({ ...typed, parameter_names: null })}
          />
        )}
        {hasList && (
          <Button
            minimal
            small
            className="oc-link"
            text={t(way === 'list' ? 'form.template.typeIt' : 'form.template.pickIt')}
            onClick={() => setAsked(way === 'list' ? 'by_hand' : 'list')}
          />
        )}
        {template !== null && template.status.toUpperCase() !== 'APPROVED' && (
          <Callout className="oc-notice" intent={Intent.WARNING}>
            {t('form.template.notApproved')}
          </Callout>
        )}
      </div>
      <MessagePanel
        input={input}
        template={template}
        settings={settings}
        loading={templates.kind === 'loading'}
      />
    </div>
  )
}
