import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Audit } from '../audit/audit'
import { Database } from '../database/database'
import { migrate } from '../database/migrate'
import { migrations } from '../database/schema'
import { DEFAULTS, settingsChangeSchema, shown } from './schema'
import { SettingsService } from './settings'

const ana = { email: 'ana@example.com' }

describe.each(databases)('Settings, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let audit: Audit
  let settings: SettingsService

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    audit = new Audit(db)
    settings = new SettingsService(db, audit)
  })
  afterEach(() => test.destroy())

  it('are the defaults until somebody decides', async () => {
    expect(await settings.of('demo')).toEqual(DEFAULTS)
  })

  it('change where named and stay elsewhere, for that bot alone', async () => {
    await settings.change('demo', { batch_size: 50 }, ana)
    await settings.change('demo', { send_window: { from: '09:00', to: '20:00' } }, ana)
    expect(await settings.of('demo')).toEqual({
      ...DEFAULTS,
      batch_size: 50,
      send_window: { from: '09:00', to: '20:00' }
    })
    expect(await settings.of('other')).toEqual(DEFAULTS)
  })

  it('take how Mexican numbers begin as a number, too', () => {
    expect([52, 521, '52'].map(mx_prefix => settingsChangeSchema.parse({ mx_prefix }).mx_prefix)).toEqual([
      '52',
      '521',
      '52'
    ])
  })

  it('hear everybody when several change different ones at once', async () => {
    await Promise.all([
      settings.change('demo', { batch_size: 50 }, ana),
      settings.change('demo', { concurrency: 5 }, ana),
      settings.change('demo', { max_retries: 1 }, ana)
    ])
    expect(await settings.of('demo')).toMatchObject({ batch_size: 50, concurrency: 5, max_retries: 1 })
  })

  it('keep a record of who changed what', async () => {
    await settings.change('demo', { batch_size: 50, concurrency: DEFAULTS.concurrency }, ana)
    await settings.change('demo', { batch_size: 50 }, ana)
    await settings.change('demo', {}, ana)
    const { items } = await audit.list('demo', { limit: 10 })
    expect(items).toMatchObject([
      {
        actor: 'ana@example.com',
        action: 'settings.changed',
        details: { batch_size: { from: DEFAULTS.batch_size, to: 50 } }
      }
    ])
    expect(Object.keys(items[0]?.details as object)).toEqual(['batch_size'])
  })

  it('keep the secrets of a notification to themselves, and change one address without the others', async () => {
    const slack = 'https://hooks.slack.com/services/T0/B0/secret'
    await settings.change('demo', { notify: { slack_webhook_url: slack } }, ana)
    const changed = await settings.change('demo', { notify: { email: 'ana@example.com' } }, ana)
    expect(changed.notify).toEqual({ slack_webhook_url: slack, webhook_url: null, email: 'ana@example.com' })
    expect(shown(changed).notify).toEqual({
      slack_webhook_url: 'set',
      webhook_url: 'not_set',
      email: 'ana@example.com'
    })
    const again = await settings.change('demo', shown(changed), ana)
    expect(again).toEqual(changed)
    const without = await settings.change('demo', { notify: { slack_webhook_url: 'not_set' } }, ana)
    expect(without.notify.slack_webhook_url).toBeNull()
    expect(JSON.stringify(await audit.list('demo', { limit: 10 }))).not.toContain('secret')
  })

  it('fall back to the default for a stored value that is no longer valid, and keep the others', async () => {
    await db.change(`insert into outbound_settings (bot_id, settings, updated_at) values ('demo', ?, 0)`, [
      JSON.stringify({ batch_size: -3, concurrency: 7, gone: true })
    ])
    expect(await settings.of('demo')).toEqual({ ...DEFAULTS, concurrency: 7 })
  })
})
