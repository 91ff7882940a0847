/** One line a variable: the column that fills it, and what stands in where a row has nothing. */
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../../text'
import type { VariableInput } from '../input'
import { nameOfVariable } from '../template'

interface Props {
  variables: VariableInput[]
  names: string[] | null
  columns: string[]
  strict: boolean
  onChange: (index: number, change: Partial<VariableInput>) => void
  /** Where the template is not known, nobody but the user knows how many there are. */
  onRemoveLast: (() => void) | null
}

const ColumnChoice: FC<{
  label: string
  value: string
  columns: string[]
  wrong: boolean
  onChange: (column: string) => void
}> = ({ label, value, columns, wrong, onChange }) => (
  <HTMLSelect
    fill
    aria-label={label}
    aria-invalid={wrong ? true : undefined}
    value={value}
    onChange={event => onChange(event.currentTarget.value)}
  >
    {value === '' && <option value="">{t('form.variables.choose')}</option>}
    {value !== '' && !columns.includes(value) && (
      <option value={value}>{t('form.variables.gone', { column: value })}</option>
    )}
    {columns.map(column => (
      <option key={column} value={column}>
        {column}
      </option>
    ))}
  </HTMLSelect>
)

export const VariableFields: FC<Props> = ({ variables, names, columns, strict, onChange, onRemoveLast }) => (
  <table className="oc-table oc-table-form">
    <thead>
      <tr>
        <th scope="col">{t('form.variables.variable')}</th>
        <th scope="col">{t('form.variables.column')}</th>
        <th scope="col">{t('form.variables.fallback')}</th>
        {onRemoveLast && <td />}
      </tr>
    </thead>
    <tbody>
      {variables.map((variable, index) => {
        const name = `{{${nameOfVariable(names, index)}}}`
        const wrong = strict && variable.column === ''
        return (
          <tr key={index} className={wrong ? 'oc-field-wrong' : undefined}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <ColumnChoice
                label={t('form.variables.columnOf', { name })}
                value={variable.column}
                columns={columns}
                wrong={wrong}
                onChange={column => onChange(index, { column })}
              />
            </td>
            <td>
              <InputGroup
                aria-label={t('form.variables.fallbackOf', { name })}
                placeholder={t('form.variables.noFallback')}
                value={variable.fallback}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  onChange(index, { fallback: event.currentTarget.value })
                }
              />
            </td>
            {onRemoveLast && (
              <td>
                {index === variables.length - 1 && (
                  <Button
                    minimal
                    icon="cross"
                    aria-label={t('form.variables.remove', { name })}
                    onClick={onRemoveLast}
                  />
                )}
              </td>
            )}
          </tr>
        )
      })}
    </tbody>
  </table>
)
