import type { Database } from '../../platform/database/database'
import { putLane, openLane } from '../../outbox'
import { ownerOf } from '../campaigns'

/**
 * For tests: a campaign under way with as many people as wanted, made by the database itself. Most have read, a good part
 * is still owed, a few failed, were skipped or can't be confirmed; who was sent to stands in the send log.
 */
export const fillCampaign = async (db: Database, botId: string, id: number, rows: number): Promise<void> => {
  const owner = ownerOf(id)
  const pace = {
    batch_size: 10_000,
    batch_interval_ms: 1000,
    concurrency: 10,
    max_retries: 3,
    max_error_rate: 1,
    max_consecutive_errors: 1_000_000
  }
  const settings = { template_id: 'bienvenida', language: 'es_MX', timezone: 'UTC', default_country: 'MX' }
  const rest = {
    template_namespace: null,
    variables: [],
    parameter_names: null,
    header: null,
    buttons: null,
    send_window: null
  }
  await db.change(
    `insert into outbound_campaigns (id, bot_id, name, name_key, status, settings, created_at, updated_at)
     values (?, ?, 'Grande', 'grande', 'running', ?, ${db.now}, ${db.now})`,
    [id, botId, JSON.stringify({ ...settings, ...rest, ...pace })]
  )
  await putLane(db, { owner, botId, channel: 'whatsapp', pace })
  await openLane(db, owner)
  const numbers =
    db.dialect === 'postgres'
      ? '(select generate_series(0, ? - 1) as n) s'
      : '(with recursive s(n) as (select 0 union all select n + 1 from s where n + 1 < ?) select n from s) s'
  // Each campaign has its own people: `+5255`, the campaign's digit, and seven more.
  const digits = db.dialect === 'postgres' ? `lpad(n::text, 7, '0')` : `substr('000000' || n, -7)`
  const person = `'+5255${id}' || ${digits}`
  const sent = `n % 10 < 7`
  await db.change(
    `insert into outbound_messages (bot_id, owner_type, owner_id, channel, person, dedupe_key, line, data, status, reason_code,
            reason, attempts, last_attempt_at, sent_at, provider_id, updated_at)
     select ?, 'campaign', ?, 'whatsapp', ${person}, ${person}, n + 2, '["x","Ana"]',
            case when n % 1000 = 1 then 'skipped' when n % 50 = 2 then 'failed' when n % 10 < 7 then 'read' else 'pending' end,
            case when n % 1000 = 1 then 'suppressed' when n % 50 = 2 then '1300' end, null,
            case when ${sent} then 1 else 0 end,
            case when ${sent} then ${db.now} - 3600000 - n end, case when ${sent} then ${db.now} - 3600000 - n end,
            case when ${sent} then 'uuid-${id}-' || n end, ${db.now}
       from ${numbers}`,
    [botId, id, rows]
  )
  await db.change(
    `insert into outbound_attempts (message_id, n, bot_id, sender, started_at, outcome, settled_at)
     select id, 1, bot_id, 'whatsapp:1', last_attempt_at, 'accepted', last_attempt_at
       from outbound_messages where owner_type = 'campaign' and owner_id = ? and attempts = 1`,
    [id]
  )
  await db.change(
    `insert into outbound_contacts (sender, person, last_at)
     select 'whatsapp:1', person, last_attempt_at from outbound_messages
      where owner_type = 'campaign' and owner_id = ? and attempts = 1
     on conflict (sender, person) do nothing`,
    [id]
  )
  // Others have opted out, and of others the provider's address is known, so that these tables are no small ones either.
  await db.change(
    `insert into outbound_suppressions (bot_id, person, channel, source, at)
     select bot_id, '+1' || person, 'all', 'test', 0 from outbound_messages
      where owner_type = 'campaign' and owner_id = ? and status = 'read'`,
    [id]
  )
  await db.change(
    `insert into outbound_addresses (bot_id, channel, person, address, updated_at)
     select bot_id, channel, '+1' || person, '1', 0 from outbound_messages
      where owner_type = 'campaign' and owner_id = ? and status = 'read'`,
    [id]
  )
  for (const status of ['pending', 'skipped', 'failed', 'read']) {
    const counted = status === 'read' ? '"read"' : status
    await db.change(
      `update outbound_lanes set ${counted} = (select count(*) from outbound_messages m
         where m.owner_type = 'campaign' and m.owner_id = ? and m.status = '${status}') where owner_id = ?`,
      [id, id]
    )
  }
  if (db.dialect === 'postgres') await db.execute('analyze')
}
