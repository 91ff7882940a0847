/** Which column fills which variable, with the message of a real person beside it. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../../text'
import { hrefOf } from '../../../navigation/use-route'
import { FailureNotice } from '../../../platform/failure'
import { Loading } from '../../../platform/loading'
import { RowPreview } from '../preview/row-preview'
import { optOutReader } from '../opt-out'
import { problemOf } from '../problems'
import type { SavedStepProps } from '../step-props'
import { variableCount } from '../template'
import { useColumns } from '../use-columns'
import { shownVariables, withVariable } from '../variables'
import { ExtraFields } from './extra-fields'
import { VariableFields } from './variable-fields'

export const VariablesStep: FC<SavedStepProps> = ({
  draft,
  campaign,
  template,
  settings,
  problems,
  strict
}) => {
  const { input, type } = draft
  const [columns, refresh] = useColumns(campaign.id, campaign.counts.total)
  const usable = columns.kind === 'ready' ? columns.value.usable : []
  const all = columns.kind === 'ready' ? columns.value.all : []
  const variables = shownVariables(input.variables, usable, template && variableCount(template))
  const headerProblem = problemOf(problems, 'header')
  const nobody = campaign.counts.total === 0
  return (
    <div className="oc-with-beside">
      <div>
        {columns.kind === 'failed' && <FailureNotice failure={columns.failure} onRetry={refresh} />}
        {nobody && (
          <Callout className="oc-notice" intent={Intent.WARNING}>
            {t('form.variables.nobody')}{' '}
            <a href={hrefOf({ screen: 'edit_campaign', id: campaign.id, step: 'recipients' })}>
              {t('form.variables.toRecipients')}
            </a>
          </Callout>
        )}
        {columns.kind === 'loading' ? (
          // What is chosen before the columns are there would be chosen among none.
          <Loading />
        ) : variables.length === 0 ? (
          <p>{t(template === null ? 'form.variables.unknown' : 'form.variables.none')}</p>
        ) : (
          <VariableFields
            variables={variables}
            names={input.parameter_names}
            columns={all}
            strict={strict || input.variables !== null}
            onChange={(index, change) => type({ variables: withVariable(variables, index, change) })}
            onRemoveLast={template === null ? () => type({ variables: variables.slice(0, -1) }) : null}
          />
        )}
        {template === null && (
          <Button
            icon="plus"
            text={t('form.variables.add')}
            onClick={() => type({ variables: [...variables, { column: '', fallback: '' }] })}
          />
        )}
        <ExtraFields
          input={input}
          template={template}
          hint={t('form.extra.hint', { example: `{{${usable[0] ?? t('campaigns.sample.name')}}}` })}
          headerError={
            headerProblem !== null && (strict || input.header_value !== '') ? t(headerProblem) : null
          }
          strict={strict}
          isOptOut={optOutReader(settings)}
          onType={type}
        />
      </div>
      <RowPreview campaign={campaign} input={input} template={template} settings={settings} />
    </div>
  )
}
