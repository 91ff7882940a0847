import {
  checkTemplate,
  knownVariables,
  mailVariables,
  olderVariables,
  renderMail,
  sanitizeTemplate
} from '../template'
import { defaultMails } from '.'

const person = {
  ext_id: null,
  email: 'ana@correo.example',
  phone_number: null,
  first_name: 'Ana <3',
  last_name: null,
  company: 'Flores & Hijos',
  icp: null,
  score: null,
  priority: null,
  custom: {}
}
const sender = { name: 'Luis de Casa Nopal', address: 'luis@casanopal.example' }
const options = { unsubscribeUrl: 'https://bot.example/u?t=1', language: 'es' as const }

it('is five mails on the days 0, 3, 7, 10 and 14', () => {
  const delays = defaultMails('es').map(({ delay_days }) => delay_days)
  expect(delays).toEqual([0, 3, 4, 3, 4])
  expect(defaultMails('en').map(({ key }) => key)).toEqual(defaultMails('es').map(({ key }) => key))
})

describe.each(['es', 'en'] as const)('Its mails (%s)', language => {
  it.each(defaultMails(language))(
    '$key use only variables that exist, and nothing that would be taken out',
    mail => {
      const known = knownVariables([])
      expect(checkTemplate(mail.subject, known, 'plain')).toEqual([])
      expect(checkTemplate(mail.html, known)).toEqual([])
      expect(checkTemplate(mail.text, known, 'plain')).toEqual([])
      expect(olderVariables(mail.html + mail.text + mail.subject)).toEqual([])
      expect(sanitizeTemplate(mail.html)).toEqual({ html: mail.html, removed: [] })
    }
  )

  it.each(defaultMails(language))('$key read well with all values and with none', mail => {
    const full = renderMail(mail, mailVariables(person, sender), options)
    const none = renderMail(
      mail,
      mailVariables({ ...person, first_name: null, company: null }, sender),
      options
    )
    for (const { subject, html, text } of [full, none]) {
      expect(subject.length).toBeLessThanOrEqual(60)
      expect(`${subject}\n${text}\n${html ?? ''}`).not.toMatch(/\{\{|\{%|undefined|null|  ,| \?/)
      expect(html?.match(/https:\/\/bot\.example\/u/g)).toHaveLength(1)
      expect(text.match(/https:\/\/bot\.example\/u/g)).toHaveLength(1)
      expect(text).toContain('Luis de Casa Nopal')
      expect(html).toContain('mailto:luis@casanopal.example?subject=')
      // Gmail cuts off what is longer.
      expect(Buffer.byteLength(html ?? '')).toBeLessThan(100_000)
    }
    expect(full.text).toContain('Ana <3')
    expect(full.html).toContain('Ana &lt;3')
    expect(none.text).toMatch(/^(Hola:|Hi,)/)
  })
})
