/** What speaks against a start, in the user's words, by its code; a code that is new is told as the server tells it. */
import { t, type TextKey } from '../../../text'
import { reasonText as channelReason } from '../../channels/reason'

const TEXTS: Partial<Record<string, TextKey>> = {
  template_unknown: 'check.template_unknown',
  template_not_approved: 'check.template_not_approved',
  template_list_unavailable: 'check.template_list_unavailable',
  header_missing: 'check.header_missing',
  button_missing: 'check.button_missing',
  variable_count: 'check.variable_count',
  no_recipients: 'check.no_recipients',
  missing_variable: 'check.missing_variable',
  parameter_empty: 'check.parameter_empty',
  parameter_newline: 'check.parameter_newline',
  parameter_tab: 'check.parameter_tab',
  parameter_spaces: 'check.parameter_spaces',
  parameter_too_long: 'check.parameter_too_long'
}

interface Item {
  path: string
  code?: string | null
  message: string
}

/** "variables.2" is the second variable. */
const variableOf = (path: string): string => path.split('.')[1] ?? ''

export const checkText = ({ path, code, message }: Item): string => {
  if (!code) return message
  if (path === 'channel') return channelReason({ code, detail: message }).text
  const key = TEXTS[code]
  return key === undefined ? message : t(key, { variable: variableOf(path) })
}
