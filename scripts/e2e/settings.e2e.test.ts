/** The settings in the panel, against the built Local Studio. */
import type { Page } from 'playwright-core'
import { fitsEverybody, noObjections } from './accessibility'
import { panelAt } from './addresses'
import { useStudio } from './use-studio'
import { tabTo } from './visit'

jest.setTimeout(120_000)

const { api, asAdmin, asReader, url } = useStudio({ bare: true })

const SETTINGS = panelAt('#/settings')
const API = '**/mod/outbound-campaigns/settings'

const settings = () => api.call<Record<string, unknown>>('GET', '/settings')

const CHANGED = [
  'sender_rate_per_second',
  'daily_unique_limit',
  'frequency_cap',
  'send_window',
  'error_policy',
  'opt_out_words',
  'max_retries',
  'max_upload_mb',
  'concurrency',
  'max_consecutive_errors',
  'email_daily_limit',
  'tracking',
  'max_bounce_rate',
  'max_complaint_rate',
  'guardrail_floor',
  'soft_bounces_before_suppression',
  'evidence_retention_days'
]

let untouched: Record<string, unknown> = {}

beforeAll(async () => {
  const all = await settings()
  untouched = Object.fromEntries(CHANGED.map(name => [name, all[name]]))
})

/** Each test, and each try of it, changes what nobody has changed. */
beforeEach(async () => {
  await api.call('PUT', '/settings', { ...untouched, notify: { slack_webhook_url: null } })
  await api.call('DELETE', '/events/key')
})

const open = async (page: Page, address = SETTINGS): Promise<void> => {
  await page.goto(address)
  await page.locator('[data-section=data]').waitFor()
}

const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click()

const saved = (page: Page): Promise<void> => page.locator('form[data-dirty=false]').waitFor()

test('what is changed is saved, and only that', () =>
  asAdmin(async (page, complaints) => {
    await open(page)
    await page.getByLabel('Messages per second').fill('12,5')
    await page.getByLabel('Different people in 24 hours').fill('2000')
    await page.getByLabel('messages at most, in').fill('2')
    await page.getByLabel('hours', { exact: true }).fill('48')
    await page.getByText('Only at certain hours', { exact: true }).click()
    await page.getByText('Sat', { exact: true }).click()
    await page.getByRole('button', { name: 'Add an error' }).click()
    await page.keyboard.type('1461')
    await page.getByLabel('What to do').selectOption('retry')
    await page.getByLabel('Minutes before the retry').fill('90')
    await page.getByLabel('Opt out', { exact: true }).fill('BAJA\nYA NO')
    await page.getByLabel('Slack address').fill('https://hooks.slack.test/secret')

    const asked = page.waitForRequest(request => request.method() === 'PUT')
    await save(page)
    await saved(page)
    expect((await asked).postDataJSON()).toEqual({
      sender_rate_per_second: 12.5,
      daily_unique_limit: 2000,
      frequency_cap: { max: 2, per_hours: 48 },
      send_window: { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5, 6] },
      error_policy: { '1461': { action: 'retry', after_s: 5400 } },
      opt_out_words: ['BAJA', 'YA NO'],
      notify: { slack_webhook_url: 'https://hooks.slack.test/secret' }
    })
    await page.reload()
    await page.locator('[data-section=data]').waitFor()
    expect(await page.getByLabel('Messages per second').inputValue()).toBe('12.5')
    expect(await page.getByLabel('Slack address').inputValue()).toBe('')
    expect(await page.locator('main').innerText()).not.toContain('hooks.slack.test')
    expect(complaints).toEqual([])
  }))

test('a bad value is told at its field, nothing is saved, and mending it saves', () =>
  asAdmin(async page => {
    const before = await settings()
    await open(page)
    await page.getByLabel('Messages per second').fill('5000')
    await page.getByLabel('Attempts after a failure that passes').fill('2')
    await save(page)
    await page.locator('#oc-settings-sender_rate_per_second-error').waitFor()
    expect(await page.locator('.oc-field-error').count()).toBe(1)
    expect(await page.getByLabel('Messages per second').getAttribute('aria-invalid')).toBe('true')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe(
      'oc-settings-sender_rate_per_second'
    )
    expect(await page.locator('.oc-save-bar [role=alert]').innerText()).toContain('One value is not accepted')
    await noObjections(page)
    expect(await settings()).toEqual(before)
    await page.getByLabel('Messages per second').fill('30')
    expect(await page.locator('.oc-field-error').count()).toBe(0)
    await save(page)
    await saved(page)
    expect(await settings()).toMatchObject({ sender_rate_per_second: 30, max_retries: 2 })
  }))

test('letters where a number belongs are told without asking the server', () =>
  asAdmin(async page => {
    await open(page)
    let asked = 0
    page.on('request', request => {
      if (request.method() === 'PUT') asked += 1
    })
    await page.getByLabel('People in a batch').fill('many')
    await page.getByText('This can’t be read as it is.').waitFor()
    await save(page)
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('oc-settings-batch_size')
    expect(asked).toBe(0)
    await page.getByRole('button', { name: 'Discard' }).click()
    await saved(page)
  }))

test('an error of which nobody knows the outcome takes no rule, and the panel says why', () =>
  asAdmin(async page => {
    await open(page)
    await page.getByRole('button', { name: 'Add an error' }).click()
    await page.keyboard.type('timeout')
    await save(page)
    await page.getByText('After timeout nobody knows whether the message went out').waitFor()
    await page.getByRole('button', { name: 'Remove timeout' }).click()
    await saved(page)
  }))

test('nobody leaves with unsaved changes by accident, and who does finds them again', () =>
  asAdmin(async page => {
    await open(page)
    await page.getByLabel('Largest CSV file, in MB').fill('77')
    const places = page.getByRole('navigation', { name: 'Outbound Campaigns' })
    await places.getByRole('link', { name: 'Campaigns' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByRole('button', { name: 'Stay here' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Largest CSV file, in MB').inputValue()).toBe('77')
    await places.getByRole('link', { name: 'Campaigns' }).click()
    await question.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor()
    await places.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('Changes that you typed before and did not save').waitFor()
    expect(await page.getByLabel('Largest CSV file, in MB').inputValue()).toBe('77')
    await page.getByRole('button', { name: 'Discard' }).click()
    expect(await page.getByLabel('Largest CSV file, in MB').inputValue()).toBe('200')
  }))

test('a session that has ended loses nothing that was typed', () =>
  asAdmin(async page => {
    await open(page)
    await page.getByLabel('Largest CSV file, in MB').fill('88')
    await page.route('**/studio/token', route => route.fulfill({ status: 401, json: {} }))
    await page.route(API, route =>
      route.request().method() === 'PUT' ? route.fulfill({ status: 401, json: {} }) : route.continue()
    )
    await save(page)
    const told = page.locator('.oc-save-bar [role=alert]')
    expect(await told.innerText()).toContain('The settings were not saved. What you typed is kept.')
    await page.unrouteAll()
    // The browser asks before a page with unsaved changes is left.
    page.on('dialog', dialog => void dialog.accept())
    await told.getByRole('button', { name: 'Reload' }).click()
    await page.getByText('Changes that you typed before and did not save').waitFor()
    expect(await page.getByLabel('Largest CSV file, in MB').inputValue()).toBe('88')
    await save(page)
    await saved(page)
    expect(await settings()).toMatchObject({ max_upload_mb: 88 })
  }))

test('what somebody else changes is followed, but not over what is being typed', () =>
  asAdmin(async page => {
    await open(page)
    await page.getByLabel('Messages on their way at one time').fill('33')
    await api.call('PUT', '/settings', { concurrency: 44, max_retries: 7 })
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    await page.waitForFunction('document.getElementById("oc-settings-max_retries").value === "7"')
    expect(await page.getByLabel('Messages on their way at one time').inputValue()).toBe('33')
    await save(page)
    await saved(page)
    expect(await settings()).toMatchObject({ concurrency: 33, max_retries: 7 })
  }))

test('the addresses for Vonage are copied', () =>
  asAdmin(async page => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url() })
    await open(page)
    const inbound = page.getByLabel('Inbound URL')
    const address = await inbound.inputValue()
    expect(address).toContain('/webhooks/vonage/inbound')
    await page.locator('.oc-field:has(#oc-webhook-inbound)').getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(address)
    expect(await page.getByLabel('Notifications of Amazon SES').inputValue()).toContain('/webhooks/ses?k=')
  }))

test('what is noticed of mails, and from which rates on sending stops', () =>
  asAdmin(async page => {
    await open(page)
    await page.getByLabel('Mails in a day').fill('500')
    await page.getByText('Notice which links are followed', { exact: true }).click()
    await page.getByLabel('Address of your own for links').fill('http://links.example.com')
    await page.getByLabel('Complaints, in %').fill('0,2')
    await page.getByLabel('Mails before the rates count').fill('50')
    await page.getByLabel('Temporary failures in a row').fill('5')
    await page.getByLabel('Days that the compliance log is kept').fill('365')
    await save(page)
    await page.locator('#oc-settings-tracking_host-error').waitFor()
    expect(await page.locator('.oc-field-error').count()).toBe(1)
    await page.getByLabel('Address of your own for links').fill('https://links.example.com/')
    await save(page)
    await saved(page)
    expect(await settings()).toMatchObject({
      email_daily_limit: 500,
      tracking: { opens: true, clicks: false, host: 'https://links.example.com' },
      max_bounce_rate: 0.05,
      max_complaint_rate: 0.002,
      guardrail_floor: 50,
      soft_bounces_before_suppression: 5,
      evidence_retention_days: 365
    })
    expect(await page.getByLabel('Address of your own for links').inputValue()).toBe(
      'https://links.example.com'
    )
  }))

test('the key with which other systems report is made, shown once, replaced and taken away', () =>
  asAdmin(async (page, complaints) => {
    await open(page)
    const card = page.locator('[data-section=events]')
    const address = await card.getByLabel('Address').inputValue()
    const report = async (key: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
      const body = JSON.stringify({ email: 'ana@example.com', event_type: 'opened' })
      return (await fetch(address, { method: 'POST', headers, body })).status
    }
    await card.getByText('There is no key.').waitFor()
    await card.getByRole('button', { name: 'Make a key' }).click()
    await card.locator('[data-event-key=true]').waitFor()
    const first = await card.getByLabel('The new key').inputValue()
    expect(await report(first)).toBe(202)
    await noObjections(page)

    await page.reload()
    await card.locator('[data-event-key=true]').waitFor()
    expect(await card.getByLabel('The new key').count()).toBe(0)
    expect(await page.content()).not.toContain(first)

    const question = page.getByRole('alertdialog')
    await card.getByRole('button', { name: 'Replace the key' }).click()
    await question.getByRole('button', { name: 'Keep it' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await report(first)).toBe(202)
    await card.getByRole('button', { name: 'Replace the key' }).click()
    await question.getByRole('button', { name: 'Replace the key' }).click()
    const second = await card.getByLabel('The new key').inputValue()
    expect(second).not.toBe(first)
    expect([await report(first), await report(second)]).toEqual([401, 202])

    await card.getByRole('button', { name: 'Remove the key' }).click()
    await question.getByRole('button', { name: 'Remove the key' }).click()
    await card.locator('[data-event-key=false]').waitFor()
    expect(await card.getByLabel('The new key').count()).toBe(0)
    expect(await report(second)).toBe(401)
    // Whoever has pressed a button that is gone goes on from there, not from the top of the page.
    await page.waitForFunction(
      "document.querySelector('[data-section=events]').contains(document.activeElement)"
    )
    expect(complaints).toEqual([])
  }))

test('a bot without an account is told how to get one', () =>
  asAdmin(async page => {
    await open(page, '/studio/bare/modules/outbound-campaigns?lang=en#/settings')
    const help = page.locator('[data-section=setup]')
    expect(await help.innerText()).toContain('data/bots/bare/bot.config.json')
    await noObjections(page)
  }))

test('with the keyboard alone', () =>
  asAdmin(async page => {
    await open(page)
    await tabTo(page, '#oc-settings-max_consecutive_errors')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
    await saved(page)
    expect(await settings()).toMatchObject({ max_consecutive_errors: 9 })
  }))

test('who only reads sees the settings and can’t change them, nor sees the keys', () =>
  asReader(async (page, complaints) => {
    await open(page)
    expect(await page.getByLabel('Messages per second').isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Add an error' }).isDisabled()).toBe(true)
    expect(await page.locator('#oc-webhook-inbound').count()).toBe(0)
    const events = page.locator('[data-section=events]')
    await events.getByText('There is no key.').waitFor()
    expect(await events.getByRole('button').count()).toBe(0)
    await page.getByText('Only who may change campaigns sees these addresses').waitFor()
    expect(complaints).toEqual([])
  }))

test('settings that can’t be loaded say why, and heal', () =>
  asAdmin(async page => {
    await page.route(API, route => route.fulfill({ status: 500, json: { detail: 'The disk is full.' } }))
    await page.goto(SETTINGS)
    await page.getByText('The disk is full.').waitFor()
    await page.unroute(API)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('[data-section=data]').waitFor()
  }))

test.each(['es', 'en'])('in %s everyone can use them at both widths', language =>
  asAdmin(async (page, complaints) => {
    await open(page, panelAt('#/settings', language))
    await page.locator('#oc-webhook-inbound').waitFor()
    await fitsEverybody(page)
    expect(await page.locator('main').innerText()).not.toContain('module.outbound-campaigns.')
    expect(complaints).toEqual([])
  })
)
