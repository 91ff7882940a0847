/** Opt-outs and the log that proves them: entered, found, taken back, in and out as files; and what a changed log says. */
import fs from 'fs'
import path from 'path'
import type { Page } from 'playwright-core'
import sqlite3 from 'sqlite3'
import { noObjections } from './accessibility'
import { panelAt } from './addresses'
import { newEmail } from './names'
import { useStudio } from './use-studio'

jest.setTimeout(120_000)

const { api, asAdmin, dataDir } = useStudio()

interface OptOutState {
  email: string | null
  channel: string
  source: string
  evidence: string | null
}

const optOutsOf = async (email: string): Promise<OptOutState[]> =>
  (await api.call<{ items: OptOutState[] }>('GET', `/opt-outs?search=${encodeURIComponent(email)}`)).items

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

const downloaded = async (page: Page, press: () => Promise<void>): Promise<string> => {
  const [file] = await Promise.all([page.waitForEvent('download'), press()])
  return fs.readFileSync(await file.path(), 'utf8')
}

const WORDS = {
  es: {
    new: 'Dar de baja',
    email: 'Correo',
    channel: 'Abarca',
    evidence: 'Se debe a',
    search: 'Correo o teléfono',
    import: 'Importar CSV',
    takeIn: 'Dar de baja a 2 personas',
    export: 'Exportar CSV',
    undo: 'Deshacer',
    reason: 'Por qué',
    log: 'Registro de cumplimiento',
    what: 'Qué',
    undone: 'Baja deshecha',
    everything: 'Todo',
    searchLog: 'Correo o teléfono completo',
    whole: 'Escribe el correo o el teléfono completo.',
    verify: 'Verificar',
    exportLog: 'Exportar líneas JSON'
  },
  en: {
    new: 'Opt somebody out',
    email: 'E-mail',
    channel: 'Covers',
    evidence: 'Goes back to',
    search: 'E-mail or number',
    import: 'Import CSV',
    takeIn: 'Opt 2 people out',
    export: 'Export CSV',
    undo: 'Take back',
    reason: 'Why',
    log: 'Compliance log',
    what: 'What',
    undone: 'Opt-out taken back',
    everything: 'Everything',
    searchLog: 'Whole e-mail or number',
    whole: 'Write the whole e-mail address or number.',
    verify: 'Verify',
    exportLog: 'Export JSON lines'
  }
}

const LANGUAGES = ['es', 'en'] as const

describe.each(LANGUAGES)('in %s', language => {
  const words = WORDS[language]

  test('somebody is opted out by hand, found, and put back with a reason that is kept', () =>
    asAdmin(async (page, complaints) => {
      const email = newEmail('ana')
      await page.goto(panelAt('#/opt-outs', language))
      await page.locator('.oc-message, tr[data-opt-out]').first().waitFor()
      await noObjections(page)
      await button(page, words.new).click()
      const dialog = page.locator('.oc-dialog')
      await dialog.getByLabel(words.email).fill('ana at example')
      await dialog.locator('.bp3-intent-danger').click()
      await dialog.locator('.oc-field-error').waitFor()
      await dialog.getByLabel(words.email).fill(email)
      await dialog.getByLabel(words.channel).selectOption('email')
      await dialog.getByLabel(words.evidence).fill('Llamó el lunes')
      await noObjections(page)
      await dialog.locator('.bp3-intent-danger').click()
      await page.locator('tr[data-opt-out=email]', { hasText: email }).waitFor()
      expect(await optOutsOf(email)).toMatchObject([
        { channel: 'email', source: 'person', evidence: 'Llamó el lunes' }
      ])

      await page.getByLabel(words.search).fill(email.replace('@example.com', ''))
      await page.waitForURL(/search=ana/)
      await page.waitForFunction("document.querySelectorAll('tr[data-opt-out]').length === 1")
      await noObjections(page)
      const csv = await downloaded(page, () => button(page, words.export).click())
      expect(csv.split('\n').filter(line => line.trim() !== '')).toHaveLength(2)
      expect(csv).toContain(email)

      await page.locator('tr[data-opt-out] button').click()
      await page.locator('.oc-dialog').getByLabel(words.reason).fill('Se equivocó de correo')
      await page.keyboard.press('Enter')
      await page.locator('tr[data-opt-out]').waitFor({ state: 'detached' })
      expect(await optOutsOf(email)).toEqual([])

      await page.goto(panelAt('#/opt-outs', language))
      await button(page, words.log).click()
      await page.locator('tr[data-kind]').first().waitFor()
      await page.getByLabel(words.what).selectOption({ label: words.undone })
      await page.waitForURL(/kind=opt_out\.undone/)
      await page
        .locator('tr[data-kind="opt_out.undone"]', { hasText: 'Se equivocó de correo' })
        .first()
        .waitFor()
      await noObjections(page)

      await page.getByLabel(words.searchLog).fill(email.toUpperCase())
      await page.waitForURL(/search=ANA/)
      await page.getByLabel(words.what).selectOption({ label: words.everything })
      await page.waitForURL(url => !url.hash.includes('kind='))
      await page.waitForFunction("document.querySelectorAll('tr[data-kind]').length === 2")
      for (const kind of ['opt_out', 'opt_out.undone'])
        await page.locator(`tr[data-kind="${kind}"]`, { hasText: email }).waitFor()
      await page.reload()
      await page.waitForFunction("document.querySelectorAll('tr[data-kind]').length === 2")
      expect(await page.getByLabel(words.searchLog).inputValue()).toBe(email.toUpperCase())
      await page.getByLabel(words.searchLog).fill(email.replace('@example.com', ''))
      await page.locator('.oc-message', { hasText: words.whole }).waitFor()
      await noObjections(page)
      expect(complaints.filter(text => !text.includes('422'))).toEqual([])
    }))

  test('a file of opt-outs is looked at and taken in', () =>
    asAdmin(async (page, complaints) => {
      await page.goto(panelAt('#/opt-outs', language))
      const [one, two] = [newEmail('uno'), newEmail('dos')]
      await button(page, words.import).click()
      await page.locator('.oc-drop').waitFor()
      const rows = ['correo,canal,motivo', `${one},email,Lista`, `${two},,Lista`, 'malo,email,Lista']
      await page.setInputFiles('input[type=file]', {
        name: 'bajas.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(rows.join('\n'))
      })
      await page.locator('[data-upload=looked_at]').waitFor()
      expect(await optOutsOf(one)).toEqual([])
      await noObjections(page)
      await button(page, words.takeIn).click()
      await page.locator('[data-upload=taken_in]').waitFor()
      await noObjections(page)
      expect(await optOutsOf(one)).toMatchObject([{ channel: 'email', source: 'import', evidence: 'Lista' }])
      expect(await optOutsOf(two)).toMatchObject([{ channel: 'all' }])
      expect(complaints).toEqual([])
    }))

  test('the log is whole, and is given out line by line', () =>
    asAdmin(async (page, complaints) => {
      await page.goto(panelAt('#/opt-outs/log', language))
      await page.locator('tr[data-kind]').first().waitFor()
      await button(page, words.verify).click()
      await page.locator('[data-verified=true]').waitFor()
      await noObjections(page)
      const lines = (await downloaded(page, () => button(page, words.exportLog).click())).trim().split('\n')
      const { total } = await api.call<{ total: number }>('GET', '/evidence?limit=1')
      expect(lines).toHaveLength(total)
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ seq: 1, kind: 'opt_out' })
      expect(complaints).toEqual([])
    }))
})

const databaseIn = (folder: string): string => {
  const found = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .find(name => name.endsWith('.sqlite'))
  if (found === undefined) throw new Error('The Local Studio keeps its database elsewhere.')
  return path.join(folder, found)
}

const tamper = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const database = new sqlite3.Database(databaseIn(dataDir()))
    database.configure('busyTimeout', 10_000)
    database.run(
      `update outbound_evidence set facts = replace(facts, '"channel"', '"chanel"') where seq = 1`,
      problem => database.close(() => (problem ? reject(problem) : resolve()))
    )
  })

test('what was changed in the database afterwards is named, in both languages', async () => {
  await tamper()
  for (const language of LANGUAGES)
    await asAdmin(async page => {
      await page.goto(panelAt('#/opt-outs/log', language))
      await page.locator('tr[data-kind]').first().waitFor()
      await button(page, WORDS[language].verify).click()
      await page.locator('[data-verified=false]').waitFor()
      expect(await page.locator('[data-verified=false]').innerText()).toMatch(
        language === 'es' ? /La entrada 1 .* dice algo distinto/ : /Entry 1 .* says something else/
      )
      await noObjections(page)
    })
})
