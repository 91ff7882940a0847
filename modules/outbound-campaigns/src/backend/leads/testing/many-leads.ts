import type { Database } from '../../platform/database/database'

const AT_ONCE = 10_000

/** For tests: many leads of one bot, straight into the table, with ids as if they had come in one after the other. */
export const fillLeads = async (
  db: Database,
  bot: string,
  rows: number,
  phoneOf: (bot: string, n: number) => string
): Promise<void> => {
  const given = db.rows({
    n: 'integer',
    phone: 'text',
    status: 'text',
    priority: 'text',
    score: 'integer'
  })
  const custom = db.dialect === 'postgres' ? `'{}'::jsonb` : `'{}'`
  for (let from = 0; from < rows; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, rows - from) }, (_, index) => {
      const n = from + index
      return {
        n,
        phone: phoneOf(bot, n),
        status: n % 40 === 0 ? 'qualified' : 'active',
        priority: n % 5 === 0 ? 'high' : null,
        score: n % 3 === 0 ? n % 101 : null
      }
    })
    await db.change(
      `insert into outbound_leads (bot_id, ext_id, email, email_key, phone, first_name, last_name, company, icp, name_key,
              last_name_key, company_key, icp_key, score, priority, custom, status, created_at, updated_at)
       select ?, 'key-' || n, 'persona' || n || '@example.com', 'persona' || n || '@example.com', phone, 'Nombre ' || n,
              'Apellido ' || n, 'Acme ' || (n % 1000), 'Hoteles ' || (n % 20), 'nombre ' || n || ' apellido ' || n,
              'apellido ' || n, 'acme ' || (n % 1000), 'hoteles ' || (n % 20), score, priority, ${custom}, status, n, n
         from ${given} given where true`,
      [bot, JSON.stringify(some)]
    )
  }
}
