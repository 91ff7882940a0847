import { mailVariables, type MailPerson } from '../../channels/email/template'
import { stepSchema, type StepOf } from '../steps/schema'
import { emailContent } from './email'
import { taskContent, webhookData } from './plain'
import { whatsappContent } from './whatsapp'

const ana: MailPerson = {
  ext_id: 'a-1',
  email: 'ana@casanopal.example',
  phone_number: '+5215512345678',
  first_name: 'Ana',
  last_name: null,
  company: 'Casa & Nopal',
  icp: null,
  score: 40,
  priority: null,
  custom: { plan: 'Oro', first_name: 'Nobody' }
}
const variables = mailVariables(ana, { name: 'Lucía', address: 'lucia@example.com' })

const step = <Type extends StepOf<'email' | 'whatsapp' | 'task' | 'webhook'>['type']>(
  type: Type,
  config: object
) => {
  const parsed = stepSchema.parse({ key: 'one', type, config })
  if (parsed.type !== type) throw new Error('another type')
  return parsed as StepOf<Type>
}

describe('What a step says to one person', () => {
  it('is a mail whose values are harmless in HTML and as they are elsewhere', () => {
    const mail = emailContent(
      step('email', { subject: '{{company}}, {{first_name}}', html: '<p>{{company}} {{custom.plan}}</p>' }),
      variables,
      { unsubscribeUrl: 'https://example.com/u?t=1', language: 'es' }
    )
    expect(mail.subject).toBe('Casa & Nopal, Ana')
    expect(mail.html).toContain('<p>Casa &amp; Nopal Oro</p>')
    expect(mail.html).toContain('https://example.com/u?t=1')
    expect(mail.text).toContain('Casa & Nopal Oro')
  })

  it('is a WhatsApp template with its values in order, and says which are empty', () => {
    const { content, parameters, missing } = whatsappContent(
      step('whatsapp', {
        template_id: 'saludo',
        language: 'es_MX',
        variables: ['{{first_name}}', '{{last_name}}', '{{ plan | upcase }}'],
        header: { type: 'image', link: 'https://example.com/{{ext_id}}.png' },
        buttons: [{ type: 'url', index: 0, text: 'l/{{ext_id}}' }]
      }),
      variables
    )
    expect(parameters).toEqual(['Ana', '', 'ORO'])
    expect(missing).toEqual([2])
    expect(content).toEqual({
      template_id: 'saludo',
      template_namespace: null,
      language: 'es_MX',
      header: { type: 'image', link: 'https://example.com/a-1.png' },
      buttons: [{ type: 'url', index: 0, text: 'l/a-1' }]
    })
  })

  it('is the same by name, where the template names its variables', () => {
    const { parameters } = whatsappContent(
      step('whatsapp', {
        template_id: 'saludo',
        language: 'es_MX',
        variables: ['{{first_name}}', '{{sender_name}}'],
        parameter_names: ['nombre', 'quien']
      }),
      variables
    )
    expect(parameters).toEqual({ nombre: 'Ana', quien: 'Lucía' })
  })

  it('is a task for a person, its title in one line', () => {
    expect(
      taskContent(step('task', { title: 'Llamar a\n{{first_name}}', note: '{{phone_number}} ' }), variables)
    ).toEqual({ title: 'Llamar a Ana', note: '+5215512345678' })
    expect(taskContent(step('task', { title: 'Llamar' }), variables)).toEqual({
      title: 'Llamar',
      note: null
    })
  })

  it('is what another system is told, by name', () => {
    expect(
      webhookData(
        step('webhook', { url: 'https://example.com', data: { who: '{{full_name}}', fixed: 'x' } }),
        variables
      )
    ).toEqual({ who: 'Ana', fixed: 'x' })
  })
})
