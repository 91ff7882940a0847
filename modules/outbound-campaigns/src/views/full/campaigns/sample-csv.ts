/** A file to begin with: the columns that the module understands without being told, and numbers that reach nobody. */
import { t } from '../../text'

const ROWS = [
  ['4425550101', 'Ana', '20%'],
  ['4425550102', 'Luis', '15%'],
  ['+52 1 442 555 0103', 'María José', '10%']
]

/** The mark at the beginning makes spreadsheets read the accents. */
const BOM = '\ufeff'

export const sampleCsv = (): Blob => {
  const header = ['phone_number', t('campaigns.sample.name'), t('campaigns.sample.discount')]
  const lines = [header, ...ROWS].map(cells => cells.join(','))
  return new Blob([BOM, lines.join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' })
}
