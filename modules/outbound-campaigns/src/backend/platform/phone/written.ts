/**
 * A phone number as people and programs write it, made plain: the digits, and whether a country code leads them.
 *
 * Spreadsheets, CRMs and copies out of chats bring spaces that are none (NBSP), characters that can't be seen (zero
 * width, direction marks), Excel's ways to keep a number a text (`'…`, `="…"`), and links (`tel:`, `wa.me/`). None of it
 * is the person's fault, so all of it is taken off. What can't be read safely is refused with what to do about it.
 */
export type Written =
  | { kind: 'digits'; digits: string; international: boolean }
  | { kind: 'invalid'; code: UnreadableCode; message: string }

export type UnreadableCode =
  'phone_missing' | 'phone_rounded' | 'phone_letters' | 'phone_several' | 'phone_unreadable'

const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0f\ufeff]/g
// `="4422591631"`, `'4422591631`, "4422591631": how a text is kept a text on its way through a spreadsheet.
const WRAPPING = /^(?:=\s*)?["'‘’“”`´]*\s*|\s*["'‘’“”`´]+$/g
const LINK = /^(?:tel|sms|whatsapp|phone)\s*:\s*/i
const WHATSAPP_LINK = /^(?:https?:\/\/)?(?:wa\.me|api\.whatsapp\.com\/send\/?\?phone=)\/?\+?/i
// 5.52144E+12 and, where the comma is the decimal point, 5,52144E+12.
const SCIENTIFIC = /^\+?\d(?:[.,]\d+)?e\+?\d{1,2}$/i
// 4422591631.0 is what a program writes that took the column for numbers: nothing is lost, but the zero is no digit.
const DECIMAL_ZERO = /^(\d{7,15})[.,]0{1,2}$/
const SEPARATORS = /[\s()[\]./,;|·•_\u2010-\u2015\u2212-]/g

export const readWritten = (raw: string): Written => {
  const text = raw
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .trim()
    .replace(WRAPPING, '')
    .replace(WHATSAPP_LINK, '+')
    .replace(LINK, '')
    .replace(/[٠-٩۰-۹]/g, digit => String((digit.charCodeAt(0) & 0xf) % 10))
  if (text === '') return invalid('phone_missing', 'There is no phone number in this row.')
  if (SCIENTIFIC.test(text)) {
    return invalid(
      'phone_rounded',
      'Excel turned this number into a rounded one (E+…) and its last digits are lost. Format the column as text ' +
        'in the spreadsheet, paste the numbers again from where they came from, and save the file once more.'
    )
  }
  if (isSeveral(text)) {
    return invalid('phone_several', 'There is more than one number here. Keep one number in each row.')
  }

  const compact = text.replace(DECIMAL_ZERO, '$1').replace(SEPARATORS, '')
  if (/\p{L}/u.test(compact)) {
    return invalid('phone_letters', 'There are letters in this phone number. Write the number alone.')
  }
  const [, prefix = '', digits = ''] = /^(\+|00)?(\d+)$/.exec(compact) ?? []
  if (digits === '') {
    return invalid(
      'phone_unreadable',
      'This is not a phone number: write digits, with + before a country code.'
    )
  }
  return { kind: 'digits', digits, international: prefix !== '' }
}

const isSeveral = (text: string): boolean =>
  text.split(/[/,;|\n]|\s[oyóe]\s|\sand\s/i).filter(part => part.replace(/\D/g, '').length >= 7).length > 1

const invalid = (code: UnreadableCode, message: string): Written => ({ kind: 'invalid', code, message })
