/** The message with a real row's values, one person after the other, and what WhatsApp would not take of them. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { Campaign } from '../../../../api/campaigns'
import { getPreview, type Preview } from '../../../../api/preview'
import type { Settings } from '../../../../api/settings'
import type { Template } from '../../../../api/templates'
import { number } from '../../../../format'
import { t } from '../../../../text'
import { useResource } from '../../../platform/use-resource'
import { checkText } from '../check-text'
import type { FormInput } from '../input'
import { nameOfVariable } from '../template'
import { MessagePanel } from './panel'

const EVERY_MS = 60_000

const valuesOf =
  ({ parameters }: Preview, names: string[] | null) =>
  (name: string): string | undefined => {
    const index = parameters.findIndex((_value, position) => nameOfVariable(names, position) === name)
    return parameters[index] || undefined
  }

/** With the row's values where it asks for any; otherwise as it is typed, which is there before it is saved. */
const headerOf = ({ message }: Preview, { header_value: typed }: FormInput): string | undefined => {
  if (!typed.includes('{{') || message === null || message.header === null) return undefined
  return message.header.type === 'text' ? message.header.text : message.header.link
}

/** What the message is made of: with another of these it is another message. */
const madeOf = (campaign: Campaign): string => {
  const { template_id, language, variables, parameter_names, header, buttons, counts } = campaign
  return JSON.stringify([template_id, language, variables, parameter_names, header, buttons, counts.total])
}

interface Props {
  campaign: Campaign
  input: FormInput
  template: Template | null
  settings: Settings | null
}

const Rows: FC<Props> = ({ campaign, input, template, settings }) => {
  const [row, setRow] = useState(1)
  const [preview] = useResource(http => getPreview(http, campaign.id, row), {
    key: `${row} ${madeOf(campaign)}`,
    everyMs: EVERY_MS
  })
  const people = campaign.counts.total
  const known = preview.kind === 'ready' ? preview.value : null
  const names = template && template.parameters.body.kind === 'named' ? template.parameters.body.names : null
  return (
    <MessagePanel
      input={input}
      template={template}
      settings={settings}
      values={known ? valuesOf(known, names) : undefined}
      header={known ? headerOf(known, input) : undefined}
    >
      <div className="oc-rows">
        <Button
          minimal
          small
          icon="chevron-left"
          aria-label={t('form.preview.before')}
          disabled={row <= 1}
          onClick={() => setRow(row - 1)}
        />
        <div className="oc-rows-text" aria-live="polite">
          {t('form.preview.row', { row: number(row), total: number(people) })}
          <div className="oc-muted">{known ? known.phone_number : '…'}</div>
        </div>
        <Button
          minimal
          small
          icon="chevron-right"
          aria-label={t('form.preview.behind')}
          disabled={row >= people}
          onClick={() => setRow(row + 1)}
        />
      </div>
      {known && template === null && (
        <dl className="oc-facts">
          {known.parameters.map((value, index) => (
            <React.Fragment key={index}>
              <dt>{`{{${nameOfVariable(input.parameter_names, index)}}}`}</dt>
              <dd>{value}</dd>
            </React.Fragment>
          ))}
        </dl>
      )}
      {known && known.problems.length > 0 && (
        <Callout className="oc-notice" intent={Intent.WARNING}>
          <ul className="oc-plain">
            {known.problems.map(problem => (
              <li key={`${problem.path} ${problem.code}`}>{checkText(problem)}</li>
            ))}
          </ul>
        </Callout>
      )}
    </MessagePanel>
  )
}

export const RowPreview: FC<Props> = props =>
  props.campaign.counts.total > 0 ? (
    <Rows {...props} />
  ) : (
    <MessagePanel input={props.input} template={props.template} settings={props.settings} />
  )
