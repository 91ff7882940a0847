import type { EventBody, Place } from '../../engagement'
import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'

/** Where somebody is in a sequence at the moment. */
export interface PlaceIn {
  id: number
  sequenceId: number
  versionId: number
  leadId: number
}

export const whereIs = async (
  db: Database,
  botId: string,
  leadIds: readonly number[]
): Promise<PlaceIn[]> => {
  if (leadIds.length === 0) return []
  const rows = await db.query(
    `select e.id, e.sequence_id, e.version_id, e.lead_id from ${db.rows({ id: 'integer' })} given
      cross join outbound_enrollments e
      where e.lead_id = given.id and e.status in ('active', 'paused') and coalesce(e.bot_id, '') = ? order by e.id`,
    [JSON.stringify([...new Set(leadIds)].map(id => ({ id }))), botId]
  )
  return rows.map(row => ({
    id: toNumber(row.id),
    sequenceId: toNumber(row.sequence_id),
    versionId: toNumber(row.version_id),
    leadId: toNumber(row.lead_id)
  }))
}

/** How many messages of an enrollment were noticed for the first time. */
export interface Marked {
  opened: number
  clicked: number
  bounced: number
}

/**
 * Notes at the steps what was done with their messages, each event by the message that it is about. Answers, by
 * enrollment, how many mails were opened, clicked and bounced for the first time.
 */
export const markEngagement = async (
  tx: Database,
  botId: string,
  events: readonly EventBody[]
): Promise<Map<number, Marked>> => {
  const about = events.filter(({ message_id }) => message_id !== null)
  if (about.length === 0) return new Map()
  const rows = await tx.query(
    `select x.enrollment_id, x.step_key, x.visit, x.type, x.message_id, x.opened_at, x.clicked_at, x.replied_at,
            x.bounced_at
       from ${tx.rows({ id: 'integer' })} given cross join outbound_executions x
      where x.message_id = given.id and coalesce(x.bot_id, '') = ?
      order by x.enrollment_id, x.step_key, x.visit ${tx.forUpdate && 'for update of x'}`,
    [JSON.stringify([...new Set(about.map(({ message_id }) => message_id))].map(id => ({ id }))), botId]
  )
  const marked = new Map<number, Marked>()
  const changes = rows.map(row => {
    const theirs = about.filter(({ message_id }) => message_id === toNumber(row.message_id))
    const first = (type: EventBody['type']) => {
      const times = theirs.filter(event => event.type === type).map(({ at }) => at)
      return times.length === 0 ? null : Math.min(...times)
    }
    const count = (type: EventBody['type']) => theirs.filter(event => event.type === type).length
    const enrollmentId = toNumber(row.enrollment_id)
    const isMail = toText(row.type) === 'email'
    const isNew = (type: EventBody['type'], known: unknown) => (known === null && count(type) > 0 ? 1 : 0)
    const before = marked.get(enrollmentId) ?? { opened: 0, clicked: 0, bounced: 0 }
    marked.set(enrollmentId, {
      opened: before.opened + (isMail ? isNew('opened', row.opened_at) : 0),
      clicked: before.clicked + (isMail ? isNew('clicked', row.clicked_at) : 0),
      bounced: before.bounced
    })
    return {
      enrollment_id: enrollmentId,
      step_key: toText(row.step_key),
      visit: toNumber(row.visit),
      opens: count('opened'),
      clicks: count('clicked'),
      opened_at: first('opened'),
      clicked_at: first('clicked'),
      replied_at: first('replied'),
      bounced_at: first('bounced')
    }
  })
  if (changes.length === 0) return marked
  const columns = {
    enrollment_id: 'integer',
    step_key: 'text',
    visit: 'integer',
    opens: 'integer',
    clicks: 'integer',
    opened_at: 'integer',
    clicked_at: 'integer',
    replied_at: 'integer',
    bounced_at: 'integer'
  } as const
  const earliest = (given: string) =>
    ['opened_at', 'clicked_at', 'replied_at', 'bounced_at']
      .map(name => `${name} = coalesce(outbound_executions.${name}, ${given}.${name})`)
      .join(', ')
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_executions
            set open_count = open_count + given.opens, click_count = click_count + given.clicks, ${earliest('given')}
           from ${tx.rows(columns)} given
          where outbound_executions.enrollment_id = given.enrollment_id
            and outbound_executions.step_key = given.step_key and outbound_executions.visit = given.visit`
      : `insert into outbound_executions (enrollment_id, step_key, visit, bot_id, sequence_id, version_id, lead_id, type,
                status, started_at, open_count, click_count, opened_at, clicked_at, replied_at, bounced_at)
         select enrollment_id, step_key, visit, '', 0, 0, 0, '', '', 0, opens, clicks, opened_at, clicked_at, replied_at,
                bounced_at
           from ${tx.rows(columns)} given where true
         on conflict (enrollment_id, step_key, visit) do update
            set open_count = open_count + excluded.open_count, click_count = click_count + excluded.click_count,
                ${earliest('excluded')}`,
    [JSON.stringify(changes)]
  )
  return marked
}

/** Colleagues of these leads (by the name of their company) who are going on in the same sequences. */
export const companyIn = async (
  tx: Database,
  botId: string,
  places: ReadonlyArray<{ leadId: number; sequenceId: number }>
): Promise<number[]> => {
  const rows = await tx.query(
    `select distinct e.id from ${tx.rows({ lead_id: 'integer', sequence_id: 'integer' })} given
      cross join outbound_leads l cross join outbound_leads c cross join outbound_enrollments e
      where l.id = given.lead_id and l.company_key is not null and c.bot_id = ? and c.company_key = l.company_key
        and c.id <> l.id and e.lead_id = c.id and e.sequence_id = given.sequence_id and e.status = 'active'`,
    [
      JSON.stringify(places.map(({ leadId, sequenceId }) => ({ lead_id: leadId, sequence_id: sequenceId }))),
      botId
    ]
  )
  return rows.map(row => toNumber(row.id))
}

/** On which channels versions write to people. */
export const sequencesAndChannels = async (
  db: Database,
  versionIds: readonly number[]
): Promise<Map<number, Set<string>>> => {
  if (versionIds.length === 0) return new Map()
  const rows = await db.query(
    `select distinct s.version_id, s.type from ${db.rows({ id: 'integer' })} given
      cross join outbound_sequence_steps s where s.version_id = given.id and s.type in ('email', 'whatsapp')`,
    [JSON.stringify([...new Set(versionIds)].map(id => ({ id })))]
  )
  const channels = new Map<number, Set<string>>()
  for (const row of rows) {
    const id = toNumber(row.version_id)
    channels.set(id, (channels.get(id) ?? new Set()).add(toText(row.type)))
  }
  return channels
}

/** Which step of which sequence messages were. */
export const placesOfMessages = async (
  db: Database,
  botId: string,
  messageIds: readonly number[]
): Promise<Map<number, Place>> => {
  if (messageIds.length === 0) return new Map()
  const rows = await db.query(
    `select x.message_id, x.enrollment_id, x.sequence_id, x.step_key, x.lead_id, x.finished_at
       from ${db.rows({ id: 'integer' })} given cross join outbound_executions x
      where x.message_id = given.id and coalesce(x.bot_id, '') = ?`,
    [JSON.stringify([...new Set(messageIds)].map(id => ({ id }))), botId]
  )
  return new Map(
    rows.map(row => [
      toNumber(row.message_id),
      {
        enrollmentId: toNumber(row.enrollment_id),
        sequenceId: toNumber(row.sequence_id),
        stepKey: toText(row.step_key),
        leadId: toNumber(row.lead_id),
        sentAt: row.finished_at === null ? null : toNumber(row.finished_at)
      }
    ])
  )
}
