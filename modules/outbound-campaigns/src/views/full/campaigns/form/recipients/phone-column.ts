/** Which column a row's number came from: the one whose digits end as the number's do. null: none can be told. */
const digits = (text: string): string => text.replace(/\D/g, '')

/** Country and mobile prefixes are added and taken off in front; what is behind them stays. */
const TELLING = 8

export const phoneColumnOf = (
  rows: ReadonlyArray<{ phone_number: string; values: Readonly<Record<string, string>> }>
): string | null => {
  const [first] = rows
  if (!first) return null
  const fits = (column: string): boolean =>
    rows.every(({ phone_number: phone, values }) => {
      const written = digits(values[column] ?? '')
      return written.length >= TELLING && digits(phone).endsWith(written.slice(-TELLING))
    })
  return Object.keys(first.values).find(fits) ?? null
}
