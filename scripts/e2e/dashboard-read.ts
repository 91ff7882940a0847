/** The dashboard as somebody reads it, beside what the API says: every figure and every table, to the letter. */
import type { Page } from 'playwright-core'
import type { ModuleApi } from './module-api'

const LOCALES = { es: 'es-MX', en: 'en-US' } as const
export type Language = keyof typeof LOCALES

const FIGURES = ['started', 'sent', 'opened', 'clicked', 'replied', 'qualified', 'opted_out'] as const
const SERIES = ['opened', 'clicked', 'replied', 'qualified'] as const

type Rate = number | null
type Counts = Record<string, number>

interface Summary {
  open_rate_pct: Rate
  click_rate_pct: Rate
  reply_rate_pct: Rate
  happened: Counts
}
interface Step {
  step_key: string
  sent: number
  reached_pct: Rate
  open_rate_pct: Rate
  click_rate_pct: Rate
  reply_rate_pct: Rate
  qualified: number
}
interface Top {
  sent?: number
  total_sequences_started?: number
  conversion_rate_pct: Rate
  reply_rate_pct: Rate
}
interface Cohort {
  started: number
  reply_rate_pct: Rate
  weeks: Array<{ conversion_rate_pct: Rate }>
}
interface Sender {
  sent: number
  failure_rate_pct: Rate
  bounce_rate_pct: Rate
  complaint_rate_pct: Rate
}

/** The cells of a part's table, without the head of each row. */
const cellsOf = (page: Page, part: string, rows = 'tbody tr'): Promise<string[][]> =>
  page.evaluate<string[][]>(
    `Array.from(document.querySelectorAll('[data-part=${part}] ${rows}'), row =>
       Array.from(row.querySelectorAll('td'), cell => cell.innerText.trim()))`
  )

const AS_TABLE = { es: 'Como tabla', en: 'As a table' }

/** Of one sequence, or of all of them: what is shown is what the API says at that moment. */
export const expectDashboard = async (
  page: Page,
  api: ModuleApi,
  language: Language,
  sequence: number | null
): Promise<void> => {
  const locale = LOCALES[language]
  const number = (value: number): string => value.toLocaleString(locale)
  const rate = (pct: Rate): string =>
    pct === null
      ? '–'
      : (pct / 100).toLocaleString(locale, { style: 'percent', maximumFractionDigits: pct < 10 ? 1 : 0 })
  const ask = <T>(what: string): Promise<T> =>
    api.call<T>('GET', `/metrics/${what}?days=30${sequence === null ? '' : `&sequence_id=${sequence}`}`)

  for (const part of ['figures', 'over-time', 'top-steps', 'cohorts'])
    await page.locator(`[data-part=${part}] :is(dd, tbody tr, svg)`).first().waitFor()
  await page.locator('[data-part=over-time]').getByText(AS_TABLE[language]).click()
  await page.locator('[data-part=over-time] tbody tr').first().waitFor()

  const summary = await ask<Summary>('summary')
  const figures = await Promise.all(
    FIGURES.map(name => page.locator(`[data-figure=${name}] .oc-figure`).innerText())
  )
  const rates: Partial<Record<string, Rate>> = {
    opened: summary.open_rate_pct,
    clicked: summary.click_rate_pct,
    replied: summary.reply_rate_pct
  }
  expect(figures).toEqual(
    FIGURES.map(name => {
      const pct = rates[name]
      return pct === undefined ? number(summary.happened[name] ?? 0) : rate(pct)
    })
  )

  const daily = await ask<{ items: Array<{ happened: Counts }> }>('daily')
  expect(await cellsOf(page, 'over-time')).toEqual(
    daily.items.map(({ happened }) => SERIES.map(name => number(happened[name] ?? 0)))
  )

  const steps = await ask<{ by_conversion: Top[] }>('steps')
  expect(await cellsOf(page, 'top-steps')).toEqual(
    steps.by_conversion.map(top => [
      number(top.sent ?? 0),
      rate(top.conversion_rate_pct),
      rate(top.reply_rate_pct)
    ])
  )

  const cohorts = await ask<{ items: Cohort[] }>('cohorts')
  const shown = await cellsOf(page, 'cohorts')
  expect(shown.map(cells => cells.filter(text => text !== ''))).toEqual(
    cohorts.items
      .filter(({ started }) => started > 0)
      .map(({ started, reply_rate_pct, weeks }) => [
        number(started),
        rate(reply_rate_pct),
        ...weeks.map(week => rate(week.conversion_rate_pct))
      ])
  )

  if (sequence === null) {
    const senders = await ask<{ items: Sender[] }>('senders')
    const senderCells = await cellsOf(page, 'senders')
    expect(senderCells.map(cells => cells.slice(1, 5))).toEqual(
      senders.items.map(sender => [
        number(sender.sent),
        rate(sender.failure_rate_pct),
        rate(sender.bounce_rate_pct),
        rate(sender.complaint_rate_pct)
      ])
    )
    const tops = await ask<{ by_conversion: Top[] }>('sequences')
    expect(await cellsOf(page, 'top-sequences')).toEqual(
      tops.by_conversion.map(top => [
        number(top.total_sequences_started ?? 0),
        rate(top.conversion_rate_pct),
        rate(top.reply_rate_pct)
      ])
    )
    return
  }
  await page.locator('[data-part=funnel] tr[data-step]').first().waitFor()
  const funnel = await ask<{ steps: Step[] }>('funnel')
  expect(await cellsOf(page, 'funnel', 'tr[data-step]')).toEqual(
    funnel.steps.map(step => [
      `${number(step.sent)} ${rate(step.reached_pct)}`,
      rate(step.open_rate_pct),
      rate(step.click_rate_pct),
      rate(step.reply_rate_pct),
      number(step.qualified)
    ])
  )
}
