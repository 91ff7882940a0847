import { TestSandbox } from '../../../../../../scripts/sandbox/testing/client'
import { describeOnNode12, programOnNode12 } from '../../../../../../scripts/test/on-node12'
import type { Outcome } from '../outcome'
import { mailTo } from './testing/mails'

const PROGRAM = `
  const { EmailChannel } = require('./channel')
  const { normalizeEmail } = require('../../platform/email/address')
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
      outcomes,
      mails: mails.map(all => all.length),
      text: mails[0][0].text,
      problems: checkTemplate('{{ frist_name }}', ['first_name']),
      person: normalizeEmail('Ana@ESPAÑOL.com'),
    }))
  }
  run()`

interface Report {
  outcomes: Outcome[]
  mails: number[]
  text: string
  problems: unknown[]
  person: unknown
}

describeOnNode12("On Botpress's Node, with Bluebird as Promise", () => {
  const program = programOnNode12(__dirname, PROGRAM)
  let sandbox: TestSandbox
  beforeAll(async () => {
    sandbox = await TestSandbox.start()
  })
  afterAll(() => sandbox.close())

  it('mails are sent over TLS, each end is known, and templates are checked and filled', async () => {
    const { host, port, user, password } = sandbox.running.smtp
    // It ends by itself: nothing that was opened keeps the process alive.
    const report = (await program.run({
      config: {
        smtpUrl: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`,
        emailFrom: 'Casa Nopal <ventas@casanopal.example>'
      },
      mails: ['ana', 'bounce', 'greylist', 'drop'].map(local => mailTo(`${local}@correo.example`))
    })) as Report
    expect(report.mails).toEqual([5, 5])
    expect(report.outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'try_again', 'unknown'])
    expect(report.text).toContain('Hola Ana:')
    expect(report.problems).toMatchObject([{ code: 'unknown_variable', nearest: 'first_name', column: 4 }])
    expect(report.person).toEqual({ kind: 'email', person: 'ana@xn--espaol-zwa.com' })
  })
})
