import { parse } from 'csv-parse/sync'
import { reportAsCsv } from './csv'
import { sampleReport } from './testing/sample-report'

describe('A report as CSV', () => {
  it('has a row for each day, then the period, the one before it and the change', async () => {
    const report = await sampleReport({ kind: 'weekly', key: '2026-W09' })
    const rows: Array<Record<string, string>> = parse([...reportAsCsv(report)].join(''), { columns: true })
    expect(rows.map(({ row, date }) => [row, date])).toEqual([
      ...report.daily.map(({ date }) => ['day', date]),
      ['total', '2026-W09'],
      ['previous', '2026-W08'],
      ['change', '']
    ])
    report.daily.forEach((day, at) =>
      expect(rows[at]).toMatchObject({
        total_sequences_started: String(day.total_sequences_started),
        leads_qualified: String(day.leads_qualified),
        open_rate_pct: String(day.open_rate_pct ?? ''),
        qualified_in_period: String(day.happened.qualified)
      })
    )
    const [total, previous, change] = rows.slice(-3)
    expect(Number(change?.sent)).toBe(Number(total?.sent) - Number(previous?.sent))
  })

  it('names the documented columns first', async () => {
    const [head = ''] = [...reportAsCsv(await sampleReport({ kind: 'weekly', key: '2026-W09', size: 0 }))]
    expect(head).toMatch(
      /^row,date,total_sequences_started,leads_qualified,conversion_rate_pct,open_rate_pct,click_rate_pct,reply_rate_pct,avg_days_to_qualify,/
    )
  })
})
