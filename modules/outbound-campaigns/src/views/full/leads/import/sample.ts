/** A file to begin with: the columns that the module understands without being told, and people who reach nobody. */

const ROWS = [
  ['email', 'phone_number', 'first_name', 'last_name', 'company', 'icp', 'score', 'consent_source'],
  ['ana@example.com', '4425550101', 'Ana', 'Pérez', 'Casa Nopal', 'Hotelería', '40', 'Expo 2026'],
  ['luis@example.com', '4425550102', 'Luis', 'Gómez', 'Bar Luna', 'Bares', '25', 'Expo 2026']
]

/** The mark at the beginning makes spreadsheets read the accents. */
const BOM = '\ufeff'

export const sampleLeads = (): Blob =>
  new Blob([BOM, ROWS.map(cells => cells.join(',')).join('\r\n'), '\r\n'], {
    type: 'text/csv;charset=utf-8'
  })
