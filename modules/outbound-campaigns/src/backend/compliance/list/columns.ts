import { unprocessable } from '../../platform/http/problem'
import { columnKnownAs, columnNamed } from '../../platform/import/header'
import type { OptOutMapping } from './schema'

/** What a file of opt-outs can say, and by what names people call its columns, the surest first. */
const ALIASES = {
  email: ['email', 'e-mail', 'email_address', 'mail', 'correo', 'correo_electronico', 'direccion_de_correo'],
  phone_number: [
    'phone_number',
    'whatsapp',
    'celular',
    'telefono_celular',
    'movil',
    'mobile',
    'phone',
    'telefono',
    'numero_de_telefono',
    'tel',
    'msisdn',
    'numero',
    'number'
  ],
  channel: ['channel', 'canal', 'medio'],
  evidence: ['evidence', 'reason', 'motivo', 'razon', 'evidencia', 'nota', 'note', 'comment'],
  at: ['at', 'date', 'fecha', 'opted_out_at', 'unsubscribed_at', 'created_at', 'timestamp', 'unsub_time']
} as const

export type OptOutField = keyof typeof ALIASES
const FIELDS = Object.keys(ALIASES) as OptOutField[]

/** Where each stands in a row; -1: the file doesn't have it. */
export type OptOutColumns = Readonly<Record<OptOutField, number>>

export const optOutColumns = (columns: readonly string[], mapping: OptOutMapping | null): OptOutColumns => {
  const placeOf = (field: OptOutField): number => {
    const wanted = mapping?.[field]
    if (wanted === undefined) return columnKnownAs(columns, ALIASES[field])
    const at = columnNamed(columns, wanted)
    if (at >= 0) return at
    throw unprocessable(
      `The mapping names the column "${wanted}", which the file does not have.`,
      [{ path: `mapping.${field}`, code: 'column_unknown', message: 'no such column' }],
      { columns: [...columns] }
    )
  }
  const found: OptOutColumns = {
    email: placeOf('email'),
    phone_number: placeOf('phone_number'),
    channel: placeOf('channel'),
    evidence: placeOf('evidence'),
    at: placeOf('at')
  }
  if (found.email >= 0 || found.phone_number >= 0) return found
  throw unprocessable(
    'No column is named as one of e-mail addresses or phone numbers. Name one email or phone_number, or map it: mapping={"email":"…"}.',
    [
      {
        path: 'mapping',
        code: 'identity_column_missing',
        message: 'no column by which people are recognised'
      }
    ],
    { columns: [...columns] }
  )
}

/** The names as the import keeps them. */
export const namesOf = (columns: readonly string[], found: OptOutColumns): Record<string, string> =>
  Object.fromEntries(
    FIELDS.flatMap(field => {
      const name = columns[found[field]]
      return name === undefined ? [] : [[field, name]]
    })
  )
