import { unprocessable } from '../../platform/http/problem'
import { columnKnownAs, columnNamed } from '../../platform/import/header'
import { PHONE_COLUMNS } from '../../platform/import/phone-columns'
import type { LeadMapping } from './schema'

/** The fields of a lead that a file can have, and by what names people call their columns, the surest first. */
const ALIASES = {
  ext_id: [
    'ext_id',
    'external_id',
    'lead_ext_id',
    'id_externo',
    'identificador_externo',
    'crm_id',
    'id_crm',
    'customer_id',
    'client_id',
    'id_cliente',
    'cliente_id',
    'contact_id',
    'id_contacto',
    'lead_id',
    'id_lead',
    'record_id',
    'id'
  ],
  email: [
    'email',
    'e-mail',
    'email_address',
    'e-mail_address',
    'mail',
    'correo',
    'correo_electronico',
    'correo_e',
    'direccion_de_correo',
    'direccion_de_correo_electronico',
    'direccion_de_email',
    'email_1',
    'e_mail_1_value',
    'work_email',
    'correo_de_trabajo'
  ],
  phone_number: PHONE_COLUMNS,
  first_name: ['first_name', 'nombre', 'nombres', 'nombre_de_pila', 'primer_nombre', 'given_name', 'name'],
  last_name: [
    'last_name',
    'apellido',
    'apellidos',
    'primer_apellido',
    'apellido_paterno',
    'surname',
    'family_name'
  ],
  company: [
    'company',
    'company_name',
    'empresa',
    'nombre_de_la_empresa',
    'nombre_empresa',
    'compania',
    'negocio',
    'organizacion',
    'organization',
    'organisation',
    'organization_name',
    'razon_social',
    'account_name'
  ],
  icp: [
    'icp',
    'ideal_customer_profile',
    'perfil_de_cliente_ideal',
    'perfil_de_cliente',
    'perfil',
    'segmento',
    'segment'
  ],
  score: ['score', 'lead_score', 'puntaje', 'puntuacion', 'calificacion'],
  priority: ['priority', 'prioridad', 'lead_priority'],
  timezone: ['timezone', 'time_zone', 'tz', 'zona_horaria', 'huso_horario'],
  language: ['language', 'lang', 'locale', 'idioma', 'lengua', 'preferred_language'],
  tracking: ['tracking', 'allow_tracking', 'rastreo', 'permite_rastreo'],
  consent_source: [
    'consent_source',
    'fuente_de_consentimiento',
    'fuente_del_consentimiento',
    'origen_del_consentimiento',
    'opt_in_source'
  ],
  consent_at: [
    'consent_at',
    'consent_date',
    'fecha_de_consentimiento',
    'fecha_del_consentimiento',
    'opt_in_at',
    'opt_in_date'
  ],
  deal_id: ['deal_id', 'id_oportunidad', 'oportunidad_id', 'opportunity_id', 'id_negocio']
} as const

export type LeadField = keyof typeof ALIASES
export const LEAD_FIELDS = Object.keys(ALIASES) as LeadField[]

/** Where each field stands in a row; what is left are custom fields, by their columns' names. */
export interface LeadColumns {
  fields: ReadonlyArray<{ field: LeadField; at: number; column: string }>
  custom: ReadonlyArray<{ name: string; at: number; column: string }>
}

export const leadColumns = (columns: readonly string[], mapping: LeadMapping | null): LeadColumns => {
  const taken = new Set<number>()
  const fields: Array<LeadColumns['fields'][number]> = []
  const take = (field: LeadField, at: number) => {
    taken.add(at)
    fields.push({ field, at, column: columns[at] ?? '' })
  }
  // What somebody said goes before what names tell.
  for (const field of LEAD_FIELDS) {
    const wanted = mapping?.[field]
    if (wanted !== undefined) take(field, mappedColumn(columns, field, wanted))
  }
  for (const field of LEAD_FIELDS) {
    if (mapping?.[field] !== undefined) continue
    const at = columnKnownAs(columns, ALIASES[field], taken)
    if (at >= 0) take(field, at)
  }
  refuseNobody(columns, fields)
  const custom = columns.flatMap((column, at) =>
    taken.has(at) ? [] : [{ name: customName(column), at, column }]
  )
  return { fields, custom }
}

/** The names as the import keeps them. */
export const mappingOfColumns = ({ fields }: LeadColumns): Record<string, string> =>
  Object.fromEntries(fields.map(({ field, column }) => [field, column]))

const mappedColumn = (columns: readonly string[], field: LeadField, wanted: string): number => {
  const at = columnNamed(columns, wanted)
  if (at >= 0) return at
  throw unprocessable(
    `The mapping names the column "${wanted}", which the file does not have. ${has(columns)}`,
    [{ path: `mapping.${field}`, code: 'column_unknown', message: 'no such column' }],
    { columns: [...columns] }
  )
}

const refuseNobody = (columns: readonly string[], fields: LeadColumns['fields']): void => {
  if (fields.some(({ field }) => field === 'ext_id' || field === 'email' || field === 'phone_number')) return
  throw unprocessable(
    `No column is named as one of e-mail addresses, phone numbers or your own keys. ${has(columns)} ` +
      'Name one email, phone_number or ext_id, or map it: mapping={"email":"…"}.',
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

const has = (columns: readonly string[]): string => `It has: ${columns.map(name => `"${name}"`).join(', ')}.`

/** As it will be written in a template: no braces. */
const customName = (column: string): string => column.replace(/[{}]/g, '').trim().slice(0, 100) || 'column'
