/**
 * The way as it would go if nothing happened, and as it goes with what is supposed. Both begin in the same moment, which
 * the server's calendar says where nobody has chosen one.
 */
import type { Answer } from '../../../api/answer'
import { getSettings } from '../../../api/settings'
import { simulate, type Asked, type Simulation } from '../../../api/simulate'
import type { Http } from '../../../studio'
import { instantOf, readFields } from '../../campaigns/time/zone'
import { useResource } from '../../platform/use-resource'
import { stepsOf, type Draft } from '../model/draft'
import { happeningsOf } from './happens'
import { whomOf, type Looked, type Start } from './scope'
import { useSettled } from '../../platform/use-settled'

const SELDOM_MS = 60_000

export interface Ways {
  without: Simulation
  way: Simulation
}

const zoneOf = async (http: Http, { lead, invented }: Looked, draft: Draft): Promise<string> => {
  const own = lead ? lead.timezone : invented.timezone
  const zone = own || draft.settings.timezone
  if (zone) return zone
  const settings = await getSettings(http)
  return settings.kind === 'value' ? settings.value.timezone : 'UTC'
}

const startOf = async (http: Http, start: Start | null, looked: Looked, draft: Draft): Promise<Asked> => {
  const wall = start && readFields(start.date, start.time)
  if (!wall) return {}
  return { start_at: new Date(instantOf(wall, await zoneOf(http, looked, draft))).toISOString() }
}

const waysOf = async (http: Http, id: number, looked: Looked, draft: Draft): Promise<Answer<Ways>> => {
  const asked: Asked = {
    ...whomOf(looked),
    ...(await startOf(http, looked.start, looked, draft)),
    steps: stepsOf(draft),
    settings: draft.settings
  }
  const without = await simulate(http, id, asked)
  if (without.kind === 'failure') return without
  const { value } = without
  if (looked.happens.length === 0) return { kind: 'value', value: { without: value, way: value } }
  const events = happeningsOf(looked.happens, { startAt: Date.parse(value.start_at), zone: value.zone })
  const way = await simulate(http, id, { ...asked, start_at: value.start_at, events })
  return way.kind === 'failure' ? way : { kind: 'value', value: { without: value, way: way.value } }
}

export const useSimulation = (id: number, looked: Looked, draft: Draft) => {
  const wanted = { looked, draft }
  const key = JSON.stringify([whomOf(looked), looked.start, looked.happens, stepsOf(draft), draft.settings])
  const settled = useSettled(wanted, key)
  const [ways, refresh] = useResource(http => waysOf(http, id, settled.value.looked, settled.value.draft), {
    key: settled.key,
    everyMs: SELDOM_MS
  })
  return { ways, refresh, waiting: settled.key !== key }
}
