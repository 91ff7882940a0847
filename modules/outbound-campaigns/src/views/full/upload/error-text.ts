/** Why a row or a whole file was not taken, in the user's words, by its code; a code that is new is told as the server tells it. */
import type { Failure } from '../../api/answer'
import type { RowError } from '../../api/imports'
import { t, type TextKey } from '../../text'
import { WORDS, type Into } from './place'

const TEXTS: Partial<Record<string, TextKey>> = {
  unclosed_quote: 'people.error.unclosed_quote',
  too_many_cells: 'people.error.too_many_cells',
  phone_missing: 'people.error.phone_missing',
  phone_rounded: 'people.error.phone_rounded',
  phone_letters: 'people.error.phone_letters',
  phone_several: 'people.error.phone_several',
  phone_unreadable: 'people.error.phone_unreadable',
  phone_too_short: 'people.error.phone_too_short',
  phone_too_long: 'people.error.phone_too_long',
  phone_not_in_country: 'people.error.phone_not_in_country',
  phone_not_mobile: 'people.error.phone_not_mobile',
  phone_country_missing: 'people.error.phone_country_missing',
  identity_missing: 'people.error.identity_missing',
  email_missing: 'people.error.email_missing',
  email_several: 'people.error.email_several',
  email_no_at: 'people.error.email_no_at',
  email_name: 'people.error.email_name',
  email_domain: 'people.error.email_domain',
  email_too_long: 'people.error.email_too_long',
  too_long: 'people.error.too_long',
  conflict: 'people.error.conflict',
  score_invalid: 'people.error.score_invalid',
  priority_invalid: 'people.error.priority_invalid',
  language_invalid: 'people.error.language_invalid',
  timezone_invalid: 'people.error.timezone_invalid',
  yes_or_no: 'people.error.yes_or_no',
  date_invalid: 'people.error.date_invalid',
  channel_unknown: 'people.error.channel_unknown'
}

export const rowErrorText = (
  { code, message }: Pick<RowError, 'code' | 'message'>,
  into: Into = 'campaign'
): string => {
  const key = code === 'duplicate' ? WORDS[into].duplicate : TEXTS[code]
  return key === undefined ? message : t(key)
}

/** Why a file can't be used as a whole. */
const FILE_TEXTS: Partial<Record<string, TextKey>> = {
  file_missing: 'people.fileError.file_missing',
  file_too_large: 'people.fileError.file_too_large',
  file_empty: 'people.fileError.file_empty',
  file_zeros: 'people.fileError.file_zeros',
  file_xlsx: 'people.fileError.file_xlsx',
  file_xls: 'people.fileError.file_xls',
  file_zip: 'people.fileError.file_zip',
  file_pdf: 'people.fileError.file_pdf',
  file_image: 'people.fileError.file_image',
  file_media: 'people.fileError.file_media',
  file_compressed: 'people.fileError.file_compressed',
  file_html: 'people.fileError.file_html',
  file_xml: 'people.fileError.file_xml',
  file_rtf: 'people.fileError.file_rtf',
  file_json: 'people.fileError.file_json',
  file_blank: 'people.fileError.file_blank',
  file_header_only: 'people.fileError.file_header_only',
  file_header_unclosed: 'people.fileError.file_header_unclosed',
  header_missing: 'people.fileError.header_missing'
}

/** undefined: it isn't the file that speaks against it, or a code that is new. */
export const fileErrorText = (failure: Failure): string | undefined => {
  const objections = failure.kind === 'refused' ? failure.objections : []
  const key = objections.map(({ code }) => FILE_TEXTS[code ?? '']).find(found => found !== undefined)
  return key === undefined ? undefined : t(key)
}
