import type { Run, RunTask } from '../../../api/nurturing'
import { countsOf, figureOf, noteText } from './words'

jest.mock(
  'botpress/shared',
  () => ({
    lang: {
      getLocale: () => 'en',
      tr: (key: string, values?: Record<string, string>) =>
        [key.replace('module.outbound-campaigns.', ''), ...Object.values(values ?? {})].join(' ')
    }
  }),
  { virtual: true }
)

beforeAll(() => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true })
})

const task = (name: RunTask['name'], counts: Record<string, number>): RunTask => ({
  name,
  status: 'done',
  started_at: null,
  finished_at: null,
  duration_ms: 0,
  counts,
  notes: [],
  leads: [],
  error: null
})

const run = (dry_run: boolean, tasks: RunTask[]): Run => ({
  id: 1,
  status: 'completed',
  dry_run,
  trigger: 'manual',
  scheduled_for: null,
  started_by: null,
  started_at: '2026-03-02T09:00:00.000Z',
  finished_at: null,
  duration_ms: null,
  attempts: 1,
  parameters: {
    max_leads_per_run: 100,
    min_score_to_qualify: 50,
    cold_lead_days: 90,
    enable_auto_pause: true,
    pause_after_days: 30
  },
  tasks
})

describe('A run in words', () => {
  it('tells each count by its name, and one that nobody knows as the server calls it', () => {
    expect(countsOf(task('start_nurturing_sequences', { started: 1200, opted_out: 2, some_new: 1 }))).toEqual(
      [
        { name: 'started', label: 'reports.runs.count.started', value: '1,200' },
        { name: 'opted_out', label: 'leads.enrol.count.opted_out', value: '2' },
        { name: 'some_new', label: 'some new', value: '1' }
      ]
    )
  })

  it('tells a note by its code, and one that nobody knows as the server words it', () => {
    expect(noteText({ code: 'exported', detail: 'a/b.json' })).toBe('reports.runs.note.exported a/b.json')
    expect(noteText({ code: 'more_due', detail: 'More.' })).toBe('reports.runs.note.more_due')
    expect(noteText({ code: 'new', detail: 'Something new.' })).toBe('Something new.')
  })

  it('comes to what its tasks did', () => {
    const real = run(false, [
      task('identify_cold_leads', { found: 9 }),
      task('start_nurturing_sequences', { started: 7 }),
      task('send_scheduled_emails', { leads_due: 8, messages: 6 }),
      task('update_engagement', { qualified: 2 }),
      task('auto_pause_inactive_sequences', { paused: 1 })
    ])
    expect(
      (['found', 'started', 'messages', 'qualified', 'paused'] as const).map(name => figureOf(real, name))
    ).toEqual([9, 7, 6, 2, 1])
  })

  it('a dry one to what they would have done, and says nothing of who would qualify', () => {
    const dry = run(true, [
      task('start_nurturing_sequences', { would_start: 7, messages_at_once: 7 }),
      task('send_scheduled_emails', { would_send: 3 }),
      task('auto_pause_inactive_sequences', { would_pause: 1 })
    ])
    expect(
      (['found', 'started', 'messages', 'qualified', 'paused'] as const).map(name => figureOf(dry, name))
    ).toEqual([0, 7, 10, null, 1])
  })
})
