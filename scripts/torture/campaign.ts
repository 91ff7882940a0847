/** A campaign as a script runs it: over HTTP alone, on whatever server is up. */
import type { Answer } from '../acceptance/client'
import type { Node } from './fleet'

export interface Pace {
  batch_size: number
  batch_interval_ms: number
  concurrency: number
}

export interface CampaignState {
  status: string
  status_reason: { code: string; detail: string } | null
  counts: Record<string, number>
}

export interface RowState {
  id: number
  phone_number: string
  status: string
  reason: { code: string; detail: string } | null
  attempts: number
}

/** Another number for each, and none of two campaigns the same. */
export const numberOf = (campaign: number, row: number): string =>
  `442${2_000_000 + campaign * 100_000 + row}`

const done = <Body>(what: string, answer: Answer<Body>): Body => {
  if (answer.status < 300) return answer.body
  throw new Error(`${what} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`)
}

export const setSenderRate = async (node: Node, perSecond: number): Promise<void> => {
  done(
    'The settings',
    await node.api('/settings', { method: 'PUT', json: { sender_rate_per_second: perSecond } })
  )
}

/** A draft with its people in it. Errors of the provider never stop it: they are what is looked for. */
export const prepareCampaign = async (
  node: Node,
  { number, rows, pace }: { number: number; rows: number; pace: Pace }
): Promise<number> => {
  const { id } = done(
    'The campaign',
    await node.api<{ id: number }>('/campaigns', {
      method: 'POST',
      json: {
        name: `Torture ${number}`,
        template_id: 'bienvenida',
        language: 'es_MX',
        max_error_rate: 1,
        max_consecutive_errors: 1_000_000,
        ...pace
      }
    })
  )
  const people = Array.from({ length: rows }, (_, row) => `${numberOf(number, row)},Persona ${row}`)
  const uploaded = await node.upload(
    `/campaigns/${id}/upload-csv`,
    ['phone_number,nombre', ...people].join('\n')
  )
  const answer = (await uploaded.json()) as { accepted?: number }
  if (answer.accepted !== rows)
    throw new Error(`The upload was answered with ${uploaded.status}: ${JSON.stringify(answer)}`)
  return id
}

export const startCampaign = async (node: Node, id: number): Promise<void> => {
  done('The start', await node.api(`/campaigns/${id}/start`, { method: 'POST' }))
}

export const stateOf = async (node: Node, id: number): Promise<CampaignState> =>
  done('The campaign', await node.api<CampaignState>(`/campaigns/${id}`))

export const rowsOf = async (node: Node, id: number): Promise<RowState[]> => {
  interface Page {
    items: RowState[]
    next_cursor: string | null
  }
  const rows: RowState[] = []
  let cursor: string | null = null
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer: Answer<Page> = await node.api<Page>(`/campaigns/${id}/recipients?limit=200${after}`)
    const page: Page = done('The rows', answer)
    rows.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null)
  return rows
}
