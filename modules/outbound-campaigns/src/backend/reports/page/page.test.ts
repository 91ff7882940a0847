import { createHash } from 'crypto'
import type { Report } from '../report-schema'
import { sampleReport } from '../testing/sample-report'
import { PAGE_HEADERS, renderPage } from './page'

const week = { kind: 'weekly', key: '2026-W09' } as const
const textOf = (page: string) =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

const EVIL = `</title><script>alert(1)</script>" onload='x' <svg/onload=1>&amp;{{x}}`

const withNames = (report: Report, name: string): Report => ({
  ...report,
  bot_name: name,
  top_templates: report.top_templates.map(one => ({ ...one, name })),
  top_steps: report.top_steps.map(one => ({ ...one, sequence_name: name, title: name }))
})

describe('The page of a report', () => {
  it('tells the figures of the report, with what they are compared with', async () => {
    const report = await sampleReport(week)
    const { key_figures: figures, changes } = report
    const text = textOf(renderPage(report, 'en'))
    expect(text).toContain('Weekly report · Week 9 of 2026')
    expect(text).toContain('23 February to 1 March 2026')
    expect(text).toContain(`${figures.qualified_in_period} leads qualified, `)
    expect(text).toContain(`Messages sent ${figures.sent} `)
    expect(text).toContain(`+${changes.sent.difference} (+${Math.round(changes.sent.percent ?? 0)}%)`)
    for (const day of report.daily) expect(text).toContain(` ${day.sent} ${day.opened} ${day.clicked} `)
    for (const { name } of report.top_templates.slice(2)) expect(text).toContain(name)
  })

  it('is in Spanish as well, and in nothing else then', async () => {
    const text = textOf(renderPage(await sampleReport({ kind: 'monthly', key: '2026-03' }), 'es'))
    expect(text).toContain('Reporte mensual · Marzo de 2026')
    expect(text).toContain('Frente al mes anterior')
    expect(text).not.toMatch(/\b(week|month|leads qualified|Opened|Day)\b/)
  })

  it.each([
    [1, '1 prospecto se calificó'],
    [0, 'Ningún prospecto se calificó']
  ])('tells %d as people do', async (n, words) => {
    const report = await sampleReport(week)
    const page = renderPage(
      { ...report, key_figures: { ...report.key_figures, qualified_in_period: n } },
      'es'
    )
    expect(textOf(page)).toContain(words)
  })

  it('says of a period without anything that nothing happened, and of one that runs how far it goes', async () => {
    const nothing = textOf(renderPage(await sampleReport({ ...week, size: 0 }), 'en'))
    expect(nothing).toContain('Nothing happened in this period.')
    expect(nothing).not.toMatch(/NaN|undefined|null|Infinity/)
    const running = textOf(renderPage(await sampleReport({ ...week, today: '2026-02-23' }), 'en'))
    expect(running).toContain('figures as far as 23 February 2026')
    expect(running).toContain('the same days of the week before')
  })

  it.each(['weekly', 'monthly'] as const)('has no number in it that is none: %s', async kind => {
    const key = kind === 'weekly' ? '2026-W09' : '2026-03'
    for (const size of [0, 1, 40, 21_000])
      expect(renderPage(await sampleReport({ kind, key, size }), 'es')).not.toMatch(
        /NaN|undefined|Infinity|\[object/
      )
  })

  it('takes whatever a sequence or a bot is called for text', async () => {
    const page = renderPage(withNames(await sampleReport(week), EVIL), 'en')
    expect(page).not.toMatch(/<script|<svg\/|onload='x'/)
    expect(page.match(/<title>/g)).toHaveLength(1)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;')
    expect(page).toContain('&amp;amp;')
  })

  it('needs nothing from anywhere and lets nothing run', async () => {
    const page = renderPage(await sampleReport(week), 'en')
    expect(page).not.toMatch(/\b(?:src|href|srcset|action)=|@import|url\(|<script|<link|<iframe| style=/i)
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? []
    const hash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`
    expect(PAGE_HEADERS['Content-Security-Policy']).toContain(`default-src 'none'; style-src ${hash}`)
    expect(page).toContain(`style-src ${hash.replace(/'/g, '&#39;')}`)
    expect(page.length).toBeLessThan(60_000)
  })

  it('says in words what each picture shows', async () => {
    const page = renderPage(await sampleReport(week), 'en')
    const spoken = [...page.matchAll(/<svg[^>]* role="img" aria-label="([^"]+)"/g)].map(([, words]) => words)
    expect(spoken).toHaveLength(6)
    expect(spoken[1]).toMatch(/^Messages sent. 23 Feb: \d+; 24 Feb: \d+/)
  })
})
