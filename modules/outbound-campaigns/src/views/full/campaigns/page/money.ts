/** An amount as the user's language writes it. A currency that is no code is written behind the number. */
import { lang } from 'botpress/shared'
import { number, regionalForm } from '../../../format'

export const money = (amount: number, currency: string): string => {
  try {
    return amount.toLocaleString(regionalForm(lang.getLocale(), navigator.languages), {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
      // What a single message costs is a fraction of a cent.
      maximumFractionDigits: amount < 1 ? 4 : 2
    })
  } catch {
    return `${number(amount)} ${currency}`
  }
}
