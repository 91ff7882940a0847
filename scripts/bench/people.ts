/** People as an upload brings them: numbers as they are written in Mexico, and three columns about each. */
import fs from 'fs'
import { once } from 'events'

export const COLUMNS = ['phone_number', 'nombre', 'ciudad', 'monto'] as const

const CITIES = ['Querétaro', 'México', 'Guadalajara', 'Monterrey', 'Mérida']

export const rowOf = (n: number): string[] => [
  `442${2_000_000 + n}`,
  `Persona ${n}`,
  CITIES[n % CITIES.length] ?? '',
  `${(n % 900) + 100}.50`
]

/** People as a file of leads has them. */
export const leadOf = (n: number) => ({
  ext_id: `C-${n}`,
  email: `Persona.${n}@example.com`,
  phone_number: `442${2_000_000 + n}`,
  first_name: `Persona ${n}`,
  last_name: `Apellido ${n % 5000}`,
  company: `Empresa ${n % 1000}`,
  icp: n % 2 === 0 ? 'Hoteles' : 'Restaurantes',
  score: `${n % 101}`,
  ciudad: CITIES[n % CITIES.length] ?? ''
})

export const writePeople = (file: string, count: number): Promise<void> =>
  writeRows(file, COLUMNS, rowOf, count)

export const writeLeads = (file: string, count: number): Promise<void> =>
  writeRows(file, Object.keys(leadOf(0)), n => Object.values(leadOf(n)), count)

/** Writes a file of so many rows, a piece at a time. */
const writeRows = async (
  file: string,
  columns: readonly string[],
  rowAt: (n: number) => readonly string[],
  count: number
): Promise<void> => {
  const out = fs.createWriteStream(file)
  out.write(`${columns.join(',')}\n`)
  const atOnce = 5000
  for (let from = 0; from < count; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, n) => rowAt(from + n).join(','))
    if (!out.write(`${rows.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}
