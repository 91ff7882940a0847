/** One campaign in the panel while it runs and afterwards, against the built Local Studio and its sandbox. */
import fs from 'fs'
import type { Locator, Page } from 'playwright-core'
import { fitsEverybody, noObjections } from './accessibility'
import { panelAt } from './addresses'
import { numberMaker } from './module-api'
import { useStudio } from './use-studio'
import { withPage } from './visit'

jest.setTimeout(120_000)

const { api, asAdmin, asReader } = useStudio()

const REPORT = '**/mod/outbound-campaigns/campaigns/*/report'

const numbers = numberMaker()

/** Sixty people: most get it, some fail for good, some fail once, of some nobody knows. */
const mixed = () => [
  ...numbers(40),
  ...numbers(4, '980010'),
  ...numbers(6, '991300'),
  ...numbers(4, '971300'),
  ...numbers(3, '980422'),
  ...numbers(3, '980008')
]

beforeAll(async () => {
  await api.call('PUT', '/settings', { sender_rate_per_second: 1000 })
}, 180_000)

const openCampaign = async (page: Page, id: number, language = 'en'): Promise<void> => {
  await page.goto(panelAt(`#/campaigns/${id}`, language))
  await page.locator('[data-card=people]').waitFor()
}

const status = (page: Page, wanted: string): Promise<void> =>
  page.locator(`.oc-header [data-status=${wanted}]`).waitFor({ timeout: 60_000 })

const outcome = (page: Page, name: string): Locator => page.locator(`[data-outcome=${name}]`)

const until = (page: Page, name: string, count: number): Promise<void> =>
  page.locator(`[data-outcome=${name}][data-count="${count}"]`).waitFor({ timeout: 60_000 })

const rows = (page: Page): Locator => page.locator('[data-recipient]')

const openFirst = async (page: Page, inStatus: string): Promise<Locator> => {
  const count = outcome(page, inStatus)
  if ((await count.getAttribute('aria-pressed')) === 'false') await count.click()
  await page.locator(`[data-recipient]:has([data-recipient-status=${inStatus}]) button`).first().click()
  const drawer = page.locator('[data-drawer]')
  await drawer.locator('h2').waitFor()
  return drawer
}

/** One that has ended, for everything that only needs something to look at. */
const endedCampaign = (() => {
  let made: Promise<number> | undefined
  return (): Promise<number> => {
    made ??= (async () => {
      const id = await api.campaign('Oferta de octubre', mixed())
      await api.start(id)
      for (;;) {
        const { counts } = await api.get(id)
        if (counts.read === 40 && counts.delivered === 4 && counts.failed === 13) return id
        await new Promise(done => setTimeout(done, 200))
      }
    })()
    // Whoever asks after a failure asks for another one.
    made.catch(() => (made = undefined))
    return made
  }
})()

test('a campaign is watched from its start to its end', () =>
  asAdmin(async (page, complaints) => {
    const id = await api.campaign('Mirada', mixed(), { batch_size: 12, batch_interval_ms: 700 })
    await openCampaign(page, id)
    await status(page, 'draft')
    expect(await page.locator('[data-waiting=not_started]').count()).toBe(1)
    await api.start(id)
    await status(page, 'running')
    await page.locator('[data-waiting=batch], [data-waiting=sending]').first().waitFor()
    await page.locator('[data-eta]').waitFor()
    await status(page, 'completed')
    await until(page, 'read', 40)
    await until(page, 'delivered', 4)
    await until(page, 'failed', 13)
    await until(page, 'unconfirmed', 3)
    await until(page, 'pending', 0)
    expect(await page.locator('[data-card=timeline] svg[role=img]').count()).toBe(1)
    expect(await page.locator('[data-error]').count()).toBe(3)
    expect(await page.locator('[data-figure=cost]').innerText()).toContain('EUR')
    expect(complaints).toEqual([])
  }))

test('a count filters the list, and a number searches it', () =>
  asAdmin(async page => {
    await openCampaign(page, await endedCampaign())
    await rows(page).first().waitFor()
    await outcome(page, 'failed').click()
    await page.locator('[data-card=people]').getByText('13 of 13').waitFor()
    expect(await rows(page).count()).toBe(13)
    expect(await page.locator('[data-recipient-status=failed]').count()).toBe(13)
    expect(await outcome(page, 'failed').getAttribute('aria-pressed')).toBe('true')
    await outcome(page, 'all').click()
    const wanted = (await rows(page).nth(7).locator('button').innerText()).trim()
    await page.getByLabel('Search by number').fill(wanted)
    await page.locator('[data-card=people]').getByText('1 of 1', { exact: true }).waitFor()
    expect((await rows(page).first().locator('button').innerText()).trim()).toBe(wanted)
    await page.getByLabel('Search by number').fill('99999')
    await page.getByRole('heading', { name: 'Nobody found' }).waitFor()
  }))

test('an error shows the people it concerns, and nobody else', () =>
  asAdmin(async page => {
    await openCampaign(page, await endedCampaign())
    const line = page.locator('[data-error="1300"]')
    const concerned = (await line.locator('button').first().innerText()).trim()
    await line.locator('button').first().click()
    await page.waitForURL(/\?status=failed&code=1300$/)
    await page.locator('[data-card=people]').getByText(`${concerned} of ${concerned}`).waitFor()
    await noObjections(page)
    await page.locator('[data-code="1300"]').click()
    await page.locator('[data-card=people]').getByText('13 of 13').waitFor()
  }))

test('whom the list shows is in the address: for a reload, the way back, and whoever is given it', () =>
  asAdmin(async page => {
    const id = await endedCampaign()
    await openCampaign(page, id)
    await outcome(page, 'failed').click()
    await page.waitForURL(/\?status=failed$/)
    await outcome(page, 'unconfirmed').click()
    await page.locator('[data-card=people]').getByText('3 of 3').waitFor()
    await page.goBack()
    await page.locator('[data-card=people]').getByText('13 of 13').waitFor()
    const wanted = (await rows(page).nth(2).locator('button').innerText()).trim()
    await page.getByLabel('Search by number').fill(wanted)
    await page.locator('[data-card=people]').getByText('1 of 1', { exact: true }).waitFor()
    await page.reload()
    await page.locator('[data-card=people]').getByText('1 of 1', { exact: true }).waitFor()
    expect(await page.getByLabel('Search by number').inputValue()).toBe(wanted)
    expect(await outcome(page, 'failed').getAttribute('aria-pressed')).toBe('true')
    const address = page.url()
    await withPage(page.context(), async other => {
      await other.goto(address)
      await other.locator('[data-card=people]').getByText('1 of 1', { exact: true }).waitFor()
      expect((await rows(other).first().locator('button').innerText()).trim()).toBe(wanted)
    })
    await outcome(page, 'all').click()
    await page.getByLabel('Search by number').fill('')
    await page.waitForURL(url => url.hash === `#/campaigns/${id}`)
  }))

test('a person shows each attempt and what the provider said, and gives the focus back', () =>
  asAdmin(async page => {
    await openCampaign(page, await endedCampaign())
    const drawer = await openFirst(page, 'failed')
    await drawer.locator('[data-attempt="1"]').waitFor()
    expect(await drawer.locator('[data-reason]').getAttribute('data-reason')).toMatch(
      /1300|http_422_recipient/
    )
    expect(await drawer.locator('[data-said]').count()).toBeGreaterThan(0)
    await noObjections(page)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(await page.evaluate<string>('document.activeElement.className')).toContain('oc-row-button')
  }))

test('what failed for one reason is tried again, once however often it is clicked', () =>
  asAdmin(async page => {
    const id = await api.campaign('Reintento', [...numbers(4, '971300'), ...numbers(2, '980422')])
    await api.start(id)
    await openCampaign(page, id)
    await until(page, 'failed', 6)
    let asked = 0
    page.on('request', request => {
      if (request.url().endsWith('/retry-failed')) asked += 1
    })
    await page.locator('[data-error="1300"] button', { hasText: 'Retry these' }).dblclick()
    await until(page, 'failed', 2)
    await until(page, 'read', 4)
    expect(asked).toBe(1)
    await page.getByRole('button', { name: 'Retry failed (2)' }).waitFor()
  }))

test('the unconfirmed ones are sent again after a warning, or count as delivered', () =>
  asAdmin(async page => {
    const id = await api.campaign('Sin confirmar', [...numbers(2), ...numbers(3, '980008')])
    await api.start(id)
    await openCampaign(page, id)
    await until(page, 'unconfirmed', 3)

    const drawer = await openFirst(page, 'unconfirmed')
    await drawer.getByRole('button', { name: 'Count as delivered' }).click()
    await drawer.locator('[data-recipient-status=delivered]').waitFor()
    await page.keyboard.press('Escape')
    await until(page, 'unconfirmed', 2)

    const notice = page.locator('[data-card=unconfirmed]')
    await notice.getByRole('button', { name: 'Send again' }).click()
    const question = page.getByRole('alertdialog')
    expect(await question.innerText()).toContain('a second time')
    await noObjections(page)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await until(page, 'unconfirmed', 2)
    await notice.getByRole('button', { name: 'Send again' }).click()
    await question.getByRole('button', { name: 'Send again' }).click()
    await question.waitFor({ state: 'detached' })

    // The sandbox breaks the connection each time, so nobody knows of these again.
    await until(page, 'unconfirmed', 0)
    await until(page, 'unconfirmed', 2)
    await status(page, 'completed')
    await notice.getByRole('button', { name: 'Count as delivered' }).click()
    await until(page, 'unconfirmed', 0)
    await until(page, 'delivered', 3)
  }))

test('who failed is downloaded as a file that can be uploaded again', () =>
  asAdmin(async page => {
    await openCampaign(page, await endedCampaign())
    await page.getByLabel('What to download').selectOption('failed')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click()
    ])
    expect(download.suggestedFilename()).toBe('Oferta de octubre failed.csv')
    const lines = fs
      .readFileSync(await download.path(), 'utf8')
      .trim()
      .split(/\r?\n/)
    expect(lines).toHaveLength(14)
    expect(lines[0]?.replace('\ufeff', '')).toMatch(/^phone_number,nombre,status,error_code/)
  }))

test('it is paused, its pace changed, and resumed while it runs', () =>
  asAdmin(async (page, complaints) => {
    const id = await api.campaign('Pausa', numbers(60), { batch_size: 5, batch_interval_ms: 2000 })
    await api.start(id)
    await openCampaign(page, id)
    await status(page, 'running')
    await page.getByRole('button', { name: 'Pause: Pausa' }).click()
    await status(page, 'paused')
    await page.locator('[data-waiting=paused_by_hand]').waitFor()
    expect((await api.get(id)).counts.pending).toBeGreaterThan(0)

    await page.getByRole('button', { name: 'Change the pace' }).click()
    await page.getByLabel('People in a batch').fill('none')
    await page.getByText('A whole number from 1 to 10,000.').waitFor()
    expect(await page.getByRole('button', { name: 'Change', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('People in a batch').fill('60')
    await page.getByLabel('A batch every').fill('1')
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.locator('[data-pace]', { hasText: '60 people every 1 s' }).waitFor()

    await page.getByRole('button', { name: 'Resume: Pausa' }).click()
    await status(page, 'completed')
    await until(page, 'read', 60)
    expect(complaints).toEqual([])
  }))

test('a cancel says how many are not sent, and is done only when it is meant', () =>
  asAdmin(async page => {
    const id = await api.campaign('Cancelada', numbers(30), { batch_size: 2, batch_interval_ms: 60_000 })
    await api.start(id)
    await openCampaign(page, id)
    await until(page, 'pending', 28)
    await page.getByRole('button', { name: 'Cancel: Cancelada' }).click()
    const question = page.getByRole('alertdialog')
    expect(await question.innerText()).toContain('28 messages will not be sent')
    await question.getByRole('button', { name: 'Keep it' }).click()
    await status(page, 'running')
    await page.getByRole('button', { name: 'Cancel: Cancelada' }).click()
    await question.getByRole('button', { name: 'Cancel the campaign' }).click()
    await status(page, 'cancelled')
    await until(page, 'cancelled', 28)
  }))

test('a wrong number is told at its field, a right one is sent to, and a person is taken out', () =>
  asAdmin(async page => {
    const id = await api.campaign('Corregida', [...numbers(2), ...numbers(2, '991300')])
    await api.start(id)
    await openCampaign(page, id)
    await until(page, 'failed', 2)
    const drawer = await openFirst(page, 'failed')
    await drawer.getByLabel('Number').fill('123')
    await drawer.getByRole('button', { name: 'Save and send again' }).click()
    await drawer.getByText('Too short.').waitFor()
    await drawer.getByLabel('Number').fill(numbers(1)[0] ?? '')
    await drawer.getByRole('button', { name: 'Save and send again' }).click()
    await drawer.locator('[data-recipient-status=read]').waitFor()
    await page.keyboard.press('Escape')
    await until(page, 'failed', 1)

    const other = await openFirst(page, 'failed')
    await other.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await other.waitFor({ state: 'detached' })
    await until(page, 'all', 3)
  }))

test('who did what is on record', () =>
  asAdmin(async page => {
    await openCampaign(page, await endedCampaign())
    await page.locator('[data-card=audit]').getByRole('button', { name: 'Show' }).click()
    await page.locator('[data-audit="campaign.created"]').waitFor()
    expect(await page.locator('[data-audit="campaign.started"]').innerText()).toContain('Started')
  }))

describe.each(['es', 'en'])('in %s', language => {
  test('everyone can use the page at both widths, as a picture and as a table', () =>
    asAdmin(async (page, complaints) => {
      await openCampaign(page, await endedCampaign(), language)
      await rows(page).first().waitFor()
      await fitsEverybody(page)
      await page.locator('[data-card=timeline] button').click()
      await page.locator('[data-card=timeline] table').waitFor()
      await page.locator('[data-card=audit] button').click()
      await page.locator('[data-audit]').first().waitFor()
      await noObjections(page)
      expect(await page.locator('main').innerText()).not.toContain('module.outbound-campaigns.')
      expect(complaints).toEqual([])
    }))
})

test('many people scroll in a list that holds only those in sight', () =>
  asAdmin(async page => {
    const id = await api.campaign('Muchas personas', numbers(1500))
    await openCampaign(page, id)
    await rows(page).first().waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('600 of 1,500').waitFor()
    expect(await rows(page).count()).toBeLessThan(150)
  }))

const FRAME_MS = 50

test('ten thousand people: they come as one scrolls down, and the scrolling stays smooth', () =>
  asAdmin(async page => {
    const id = await api.campaign('Diez mil personas', numbers(10_000))
    await openCampaign(page, id)
    await rows(page).first().waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('600 of 10,000').waitFor()
    for (let shown = 1_100; shown <= 10_000; shown += 500) {
      await page.evaluate("document.querySelector('.oc-more').scrollIntoView()")
      await page.getByText(`${shown.toLocaleString('en')} of 10,000`).waitFor()
    }
    await page.evaluate("document.querySelector('.oc-more').scrollIntoView()")
    await page.getByText('10,000 of 10,000').waitFor()
    await page.evaluate("document.querySelector('.oc-more').scrollIntoView()")
    await page.locator('[aria-rowindex="10001"]').waitFor()
    expect(await rows(page).count()).toBeLessThan(150)
    // The machine may be busy with something else: the best of some tries tells what the panel takes.
    const frames: number[] = []
    do {
      await page.evaluate("document.querySelector('.oc-more').scrollIntoView()")
      await page.locator('[aria-rowindex="10001"]').waitFor()
      frames.push(await frameOf(page))
    } while (frames.length < 5 && Math.min(...frames) >= FRAME_MS)
    expect(Math.min(...frames)).toBeLessThan(FRAME_MS)
  }))

/** The middle one of the frames (in milliseconds) while the panel scrolls from its end to its beginning. */
const frameOf = (page: Page): Promise<number> =>
  page.evaluate(`new Promise(resolve => {
    const panel = document.querySelector('.oc-panel')
    const frames = []
    const step = panel.scrollHeight / 150
    let last = performance.now()
    const draw = now => {
      frames.push(now - last)
      last = now
      panel.scrollTop -= step
      if (panel.scrollTop > 0) requestAnimationFrame(draw)
      else resolve(frames.sort((a, b) => a - b)[Math.floor(frames.length / 2)])
    }
    requestAnimationFrame(draw)
  })`)

test('a page that can’t be loaded says why and heals; a later failure keeps what is known', () =>
  asAdmin(async page => {
    const id = await endedCampaign()
    const problem = { title: 'Internal error', status: 500, detail: 'The disk is full.' }
    await page.route(REPORT, route => route.fulfill({ status: 500, json: problem }))
    await page.goto(panelAt(`#/campaigns/${id}`))
    await page.getByText('The disk is full.').waitFor()
    await noObjections(page)
    await page.unroute(REPORT)
    await page.getByRole('button', { name: 'Try again' }).click()
    await rows(page).first().waitFor()
    await page.route(REPORT, route => route.abort())
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    await page.getByText('The server can’t be reached').waitFor()
    expect(await outcome(page, 'read').getAttribute('data-count')).toBe('40')
  }))

test('a campaign that is not there is said', () =>
  asAdmin(async page => {
    await page.goto(panelAt('#/campaigns/99999'))
    await page.getByText('It is no longer there').waitFor()
  }))

test('who only reads sees everything and no button that would be refused', () =>
  asReader(async (page, complaints) => {
    await openCampaign(page, await endedCampaign())
    await rows(page).first().waitFor()
    for (const name of [
      /^Retry/,
      /^Send again/,
      /^Count as delivered/,
      /^Change the pace/,
      /^Pause/,
      /^Duplicate/
    ]) {
      expect(await page.getByRole('button', { name }).count()).toBe(0)
    }
    const drawer = await openFirst(page, 'failed')
    await drawer.locator('[data-values]').waitFor()
    expect(await drawer.getByRole('button', { name: /Save|Remove/ }).count()).toBe(0)
    expect(complaints).toEqual([])
  }))

test('while nobody looks, nothing is asked', () =>
  asAdmin(async page => {
    await page.addInitScript(`
      window.hideMe = () => {
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }
    `)
    const id = await api.campaign('Escondida', numbers(3))
    await openCampaign(page, id)
    await rows(page).first().waitFor()
    await page.evaluate('hideMe()')
    let asked = 0
    page.on('request', request => {
      if (request.url().includes(`/campaigns/${id}`)) asked += 1
    })
    await api.start(id)
    for (;;) {
      if ((await api.get(id)).counts.read === 3) break
      await new Promise(done => setTimeout(done, 200))
    }
    expect(asked).toBe(0)
  }))
