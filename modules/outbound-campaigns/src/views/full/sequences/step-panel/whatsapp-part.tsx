/** Which template is sent and with what in it: picked as in campaigns. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getTemplates, type Template, type TemplateList } from '../../../api/templates'
import { t } from '../../../text'
import { buttonText, kindOf, LONGEST, withButton } from '../../campaigns/form/buttons'
import { TemplatePicker } from '../../campaigns/form/steps/template-picker'
import { FailureNotice } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useResource } from '../../platform/use-resource'
import { OnFailureField } from './on-failure'
import { fieldId, type PartProps } from './part-props'
import { TemplateField } from './template-field'
import { bodyOf, chosen, headerKind, headerText, isOf, variableName, withHeader } from './whatsapp-template'

type Props = PartProps<'whatsapp'>

/** Templates are approved in days, not in seconds. */
const EVERY_MS = 60_000

const useTemplates = () => {
  const [ask, setAsk] = useState(0)
  const [list] = useResource(http => getTemplates(http, ask > 0), {
    key: String(ask),
    everyMs: EVERY_MS
  })
  return { list, askProvider: () => setAsk(ask + 1) }
}

const Chosen: FC<{
  template: Template | null
  config: Props['step']['config']
  onOther: (() => void) | null
}> = ({ template, config, onOther }) => (
  <div className="oc-field" data-template={config.template_id}>
    <div className="oc-strong">{t('form.template.label')}</div>
    <div>
      {config.template_id} · {config.language}
    </div>
    {template && <p className="oc-template-body">{bodyOf(template)}</p>}
    {onOther && <Button small icon="exchange" text={t('sequences.whatsapp.other')} onClick={onOther} />}
  </div>
)

const Variables: FC<Props> = ({ step, custom, canWrite, onChange, errorOf }) => {
  const { config } = step
  return (
    <>
      {config.variables.map((text, index) => (
        <TemplateField
          key={index}
          id={fieldId(`config.variables.${index}`)}
          label={t('sequences.whatsapp.variable', { name: variableName(config, index) })}
          error={errorOf(`config.variables.${index}`)}
          kind="other"
          custom={custom}
          canWrite={canWrite}
          most={1024}
          value={text}
          onChange={value =>
            onChange(
              { variables: config.variables.map((one, at) => (at === index ? value : one)) },
              `variables.${index}`
            )
          }
        />
      ))}
    </>
  )
}

const HeaderPart: FC<Props & { template: Template | null }> = ({
  step,
  template,
  custom,
  canWrite,
  onChange,
  errorOf
}) => {
  const { header } = step.config
  const kind = headerKind(template, step.config)
  if (kind === null) return null
  return (
    <TemplateField
      id={fieldId('config.header')}
      label={t(`form.extra.header.${kind}` as const)}
      error={errorOf('config.header')}
      kind="other"
      custom={custom}
      canWrite={canWrite}
      value={headerText(header)}
      onChange={value => onChange({ header: withHeader(kind, value, header) }, 'header')}
    />
  )
}

const Buttons: FC<Props & { template: Template }> = ({
  step,
  template,
  custom,
  canWrite,
  onChange,
  errorOf
}) => {
  const given = step.config.buttons ?? []
  return (
    <>
      {template.parameters.buttons.flatMap(button => {
        const kind = kindOf(button)
        if (kind === null) return []
        return [
          <TemplateField
            key={button.index}
            id={fieldId(`config.buttons.${button.index}`)}
            label={t('sequences.whatsapp.button', { text: button.text })}
            hint={kind === 'quick_reply' ? t('form.extra.answerHint') : undefined}
            error={button.parameter === 'required' ? errorOf('config.buttons') : null}
            kind="other"
            custom={custom}
            canWrite={canWrite}
            most={LONGEST[kind]}
            value={buttonText(given, button.index)}
            onChange={value => {
              const buttons = withButton(given, button.index, kind, value)
              onChange({ buttons: buttons.length > 0 ? buttons : null }, `buttons.${button.index}`)
            }}
          />
        ]
      })}
    </>
  )
}

const Picking: FC<{
  list: TemplateList
  props: Props
  onPicked: () => void
  onRefresh: () => void
}> = ({ list, props: { step, onChange, errorOf }, onPicked, onRefresh }) => (
  <TemplatePicker
    list={list}
    input={step.config}
    error={errorOf('config.template_id')}
    onChoose={template => {
      onChange(chosen(template), 'template_id')
      onPicked()
    }}
    onRefresh={onRefresh}
  />
)

export const WhatsAppPart: FC<Props> = props => {
  const { step, canWrite, onChange, errorOf } = props
  const { config } = step
  const { list, askProvider } = useTemplates()
  const [picking, setPicking] = useState(config.template_id === '')
  const template = (list.kind === 'ready' && list.value.items.find(one => isOf(one, config))) || null
  const templateError = errorOf('config.template_id')
  return (
    <>
      {list.kind === 'loading' && <Loading />}
      {list.kind === 'failed' && (
        <FailureNotice failure={list.failure} title={t('sequences.whatsapp.noList')} onRetry={askProvider} />
      )}
      {config.template_id !== '' && !picking && (
        <>
          <Chosen template={template} config={config} onOther={canWrite ? () => setPicking(true) : null} />
          {templateError !== null && (
            <Callout className="oc-notice" intent={Intent.DANGER}>
              {templateError}
            </Callout>
          )}
        </>
      )}
      {picking && canWrite && list.kind === 'ready' && (
        <Picking list={list.value} props={props} onPicked={() => setPicking(false)} onRefresh={askProvider} />
      )}
      {config.template_id !== '' && (
        <>
          <Variables {...props} />
          <HeaderPart {...props} template={template} />
          {template && <Buttons {...props} template={template} />}
        </>
      )}
      <OnFailureField
        value={config.on_failure}
        canWrite={canWrite}
        onChange={value => onChange({ on_failure: value }, 'on_failure')}
      />
    </>
  )
}
