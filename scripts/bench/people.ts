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

/** Writes a file of so many rows, a piece at a time. */
export const writePeople = async (file: string, count: number): Promise<void> => {
  const out = fs.createWriteStream(file)
  out.write(`${COLUMNS.join(',')}\n`)
  const atOnce = 5000
  for (let from = 0; from < count; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, n) => rowOf(from + n).join(','))
    if (!out.write(`${rows.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}
