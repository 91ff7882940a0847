import type { Http } from '../../../../studio'
import type { AuditEntry } from '../api'
import { readAudit } from './entries'

const entry = (id: number, action: string, campaign: number): AuditEntry => ({
  id,
  at: '2026-10-05T10:00:00.000Z',
  actor: null,
  action,
  subject_type: 'campaign',
  subject_id: String(campaign),
  details: null
})

/** An audit of these pages; the cursor is the page's number. */
const audit = (pages: AuditEntry[][]) => {
  const asked: unknown[] = []
  const http: Http = {
    get: async (_path, { params }) => {
      asked.push(params?.cursor)
      const page = Number(params?.cursor ?? 0)
      const next_cursor = page + 1 < pages.length ? String(page + 1) : null
      return { data: { items: pages[page] ?? [], next_cursor, total: pages.flat().length } }
    },
    post: async () => ({ data: null }),
    put: async () => ({ data: null }),
    delete: async () => ({ data: null })
  }
  return { http, asked }
}

test('only what concerns the campaign, and no page behind its beginning', async () => {
  const { http, asked } = audit([
    [entry(9, 'campaign.paused', 2), entry(8, 'campaign.started', 1)],
    [entry(7, 'campaign.created', 1)],
    [entry(6, 'campaign.created', 2)]
  ])
  const answer = await readAudit(http, 1, undefined)
  expect(answer).toMatchObject({ kind: 'value', value: { older: null } })
  expect(answer.kind === 'value' && answer.value.entries.map(({ id }) => id)).toEqual([8, 7])
  expect(asked).toEqual([undefined, '1'])
})

test('it looks back only so far, and says where it goes on', async () => {
  const { http, asked } = audit(
    Array.from({ length: 9 }, (_, page) => [entry(100 - page, 'campaign.paused', 2)])
  )
  const answer = await readAudit(http, 1, undefined, 3)
  expect(answer).toEqual({ kind: 'value', value: { entries: [], older: '3' } })
  expect(asked).toHaveLength(3)
})

test('the end of the audit is the end', async () => {
  const { http } = audit([[entry(3, 'campaign.exported', 1)]])
  expect(await readAudit(http, 1, undefined)).toMatchObject({ value: { older: null } })
})
