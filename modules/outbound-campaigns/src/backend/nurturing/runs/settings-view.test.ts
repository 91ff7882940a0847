import { DEFAULTS } from '../../platform/settings/schema'
import { nurturingChangeSchema } from './settings-schema'
import { settingsChangeOf, shownNurturing } from './settings-view'

const config = {
  emailFrom: 'Ventas <ventas@example.com>',
  emailWebhookUrl: 'https://mail.example.com/send',
  engagementApiUrl: ''
}
const state = { timezone: 'America/Mexico_City', next_run_at: null, next_runs_at: [], resting: null }
const shown = shownNurturing(
  { ...DEFAULTS, notify: { ...DEFAULTS.notify, slack_webhook_url: 'https://hooks.slack.com/secret' } },
  config,
  state
)

describe("The pipeline's parameters", () => {
  it('are shown by the names of its documents, and never a secret', () => {
    expect(shown).toMatchObject({
      dry_run: false,
      max_retry_attempts: 3,
      slack_webhook_url: 'set',
      email_from: config.emailFrom,
      email_webhook_url: 'set',
      engagement_api_url: 'not_set'
    })
    expect(JSON.stringify(shown)).not.toMatch(/secret|mail\.example\.com/)
  })

  it('become settings by their own names', () => {
    const slack_webhook_url = 'https://hooks.slack.com/services/T/B/x'
    expect(
      settingsChangeOf(
        nurturingChangeSchema.parse({
          dry_run: true,
          max_retry_attempts: 5,
          pause_after_days: 10,
          slack_webhook_url
        }),
        config
      )
    ).toEqual({
      nurturing_dry_run: true,
      max_retries: 5,
      pause_after_days: 10,
      notify: { slack_webhook_url }
    })
  })

  it('can be given back whole as they were read', () => {
    const { state: _state, email_from, email_webhook_url, engagement_api_url, ...rest } = shown
    const { dry_run, max_retry_attempts, slack_webhook_url, ...same } = rest
    expect([email_from, email_webhook_url, engagement_api_url]).toHaveLength(3)
    expect(settingsChangeOf(nurturingChangeSchema.parse(shown), config)).toEqual({
      ...same,
      nurturing_dry_run: dry_run,
      max_retries: max_retry_attempts,
      notify: { slack_webhook_url }
    })
  })

  it('that the configuration holds are not changed here, and each is told by its name', () => {
    const change = nurturingChangeSchema.parse({ email_from: 'x@example.com', engagement_api_url: 'set' })
    let refused: unknown
    try {
      settingsChangeOf(change, config)
    } catch (err) {
      refused = err
    }
    expect(refused).toMatchObject({
      status: 422,
      errors: [
        { path: 'email_from', code: 'configured' },
        { path: 'engagement_api_url', code: 'configured' }
      ]
    })
  })
})
