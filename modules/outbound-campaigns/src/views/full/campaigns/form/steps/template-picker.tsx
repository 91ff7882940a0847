/** The account's templates to choose from, with what matters of each: language, category, and whether it can be sent. */
import { Button, InputGroup, Intent, Tag } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC } from 'react'
import type { Template, TemplateList } from '../../../../api/templates'
import { t, type TextKey } from '../../../../text'
import type { FormInput } from '../input'
import { isChosen } from '../template'

const STATUS_TEXTS: Partial<Record<string, TextKey>> = {
  APPROVED: 'form.template.status.APPROVED',
  PENDING: 'form.template.status.PENDING',
  REJECTED: 'form.template.status.REJECTED',
  PAUSED: 'form.template.status.PAUSED',
  DISABLED: 'form.template.status.DISABLED'
}

const CATEGORY_TEXTS: Partial<Record<string, TextKey>> = {
  MARKETING: 'form.template.category.MARKETING',
  UTILITY: 'form.template.category.UTILITY',
  AUTHENTICATION: 'form.template.category.AUTHENTICATION'
}

const told = (texts: Partial<Record<string, TextKey>>, word: string): string => {
  const key = texts[word.toUpperCase()]
  return key === undefined ? word : t(key)
}

const isApproved = ({ status }: Template): boolean => status.toUpperCase() === 'APPROVED'

const statusIntent = (template: Template): Intent => {
  if (isApproved(template)) return Intent.SUCCESS
  return template.status.toUpperCase() === 'REJECTED' ? Intent.DANGER : Intent.WARNING
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()

/** In the name as well as in what it says: people remember the words. */
export const matches = ({ name, components }: Template, search: string): boolean => {
  const wanted = plain(search.trim())
  return [name, name.replace(/_/g, ' '), ...components.map(({ text }) => text ?? '')].some(text =>
    plain(text).includes(wanted)
  )
}

const bodyOf = ({ components }: Template): string =>
  components.find(({ type }) => type.toUpperCase() === 'BODY')?.text ?? ''

const Choice: FC<{ template: Template; chosen: boolean; onChoose: () => void }> = ({
  template,
  chosen,
  onChoose
}) => (
  <label className={chosen ? 'oc-choice oc-chosen' : 'oc-choice'}>
    <input type="radio" name="oc-template" checked={chosen} onChange={onChoose} />
    <span className="oc-choice-text">
      <span className="oc-choice-head">
        <span className="oc-strong">{template.name}</span>
        <Tag minimal>{template.language}</Tag>
        <Tag minimal>{told(CATEGORY_TEXTS, template.category)}</Tag>
        <Tag minimal intent={statusIntent(template)}>
          {told(STATUS_TEXTS, template.status)}
        </Tag>
      </span>
      <span className="oc-small oc-muted oc-one-line">{bodyOf(template)}</span>
    </span>
  </label>
)

interface Props {
  list: TemplateList
  input: Pick<FormInput, 'template_id' | 'language'>
  error: string | null
  onChoose: (template: Template) => void
  onRefresh: () => void
}

export const TemplatePicker: FC<Props> = ({ list, input, error, onChoose, onRefresh }) => {
  const [search, setSearch] = useState('')
  const found = list.items
    .filter(template => matches(template, search))
    .sort((one, other) => Number(isApproved(other)) - Number(isApproved(one)))
  return (
    <fieldset className={error === null ? 'oc-field' : 'oc-field oc-field-wrong'}>
      <legend>{t('form.template.label')}</legend>
      <div className="oc-side-by-side">
        <InputGroup
          leftIcon="search"
          type="search"
          aria-label={t('form.template.search')}
          placeholder={t('form.template.search')}
          value={search}
          onChange={(event: ChangeEvent<HTMLInputElement>) => setSearch(event.currentTarget.value)}
        />
        <Button
          icon="refresh"
          title={t('form.template.refresh')}
          aria-label={t('form.template.refresh')}
          onClick={onRefresh}
        />
      </div>
      {error !== null && <div className="oc-field-error">{error}</div>}
      {list.stale && <div className="oc-small oc-muted">{t('form.template.stale')}</div>}
      <div className="oc-choices">
        {found.map(template => (
          <Choice
            key={`${template.name} ${template.language}`}
            template={template}
            chosen={isChosen(template, input)}
            onChoose={() => onChoose(template)}
          />
        ))}
        {found.length === 0 && <p className="oc-muted">{t('form.template.nothing')}</p>}
      </div>
    </fieldset>
  )
}
