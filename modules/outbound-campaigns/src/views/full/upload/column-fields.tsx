/** Which column of a file holds what, where its names don't say it. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../text'
import { Field } from '../platform/field'
import { FIELDS, type Into, type Mapping } from './place'

export const PhoneColumn: FC<{
  columns: string[]
  chosen: string | null
  onChoose: (column: string) => void
}> = ({ columns, chosen, onChoose }) => (
  <Field id="oc-phone-column" label={t('people.phoneColumn')}>
    {field => (
      <HTMLSelect {...field} value={chosen ?? ''} onChange={event => onChoose(event.currentTarget.value)}>
        {chosen === null && <option value="">{t('people.choose')}</option>}
        {columns.map(column => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </HTMLSelect>
    )}
  </Field>
)

const without = (mapping: Mapping, field: string): Mapping =>
  Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== field))

/** Each field by its column's name, as long as nobody chooses another one. */
export const ColumnFields: FC<{
  into: Into
  columns: string[]
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}> = ({ into, columns, mapping, onChange }) => (
  <div className="oc-fields">
    {FIELDS[into].map(({ field: name, label }) => (
      <Field key={name} id={`oc-column-${name}`} label={t(label)}>
        {field => (
          <HTMLSelect
            {...field}
            fill
            value={mapping[name] ?? ''}
            onChange={event => {
              const column = event.currentTarget.value
              onChange(column === '' ? without(mapping, name) : { ...mapping, [name]: column })
            }}
          >
            <option value="">{t('people.byName')}</option>
            {columns.map(column => (
              <option key={column} value={column}>
                {column}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
    ))}
  </div>
)
