/** An error in the user's words, by its code; a code that is new is told as the API tells it. */
import type en from '../../../../../translations/en.json'
import { t } from '../../../../text'
import { KNOWN_CODES, remedyOf } from './codes'

type KnownCode = keyof (typeof en)['errors']['says']

const isKnown = (code: string): code is KnownCode => KNOWN_CODES.includes(code)

export const errorText = (code: string, fallback: string): string =>
  isKnown(code) ? t(`errors.says.${code}` as const) : fallback || code

export const remedyText = (code: string): string => t(`errors.todo.${remedyOf(code)}` as const)
