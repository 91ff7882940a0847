/** A sequence with branches that people are in, and one that is still being written. */
import type { ModuleApi } from '../e2e/module-api'
import type { Language } from './options'

export interface SequenceWorld {
  live: number
  ready: number
}

const WORDS: Record<Language, Record<'name' | 'welcome' | 'idea' | 'other' | 'call' | 'note', string>> = {
  en: {
    name: 'Bars and hotels in Querétaro',
    welcome: '{{ first_name | default: "Hello" }}, a coffee on us',
    idea: 'Three drinks that sell themselves',
    other: 'Shall we send you a sample?',
    call: 'Call {{ full_name }}',
    note: 'Opened the mail with the drinks.'
  },
  es: {
    name: 'Bares y hoteles de Querétaro',
    welcome: '{{ first_name | default: "Hola" }}, te invitamos un café',
    idea: 'Tres bebidas que se venden solas',
    other: '¿Te mandamos una muestra?',
    call: 'Llamar a {{ full_name }}',
    note: 'Abrió el correo de las bebidas.'
  }
}

const mail = (key: string, subject: string, more: object = {}) => ({
  type: 'email',
  key,
  config: { subject, html: `<p>${subject}</p>` },
  ...more
})

export const makeSequences = async (api: ModuleApi, language: Language): Promise<SequenceWorld> => {
  const words = WORDS[language]
  const steps = [
    mail('welcome', words.welcome, { delay_days: 1 }),
    mail('idea', words.idea, { delay_days: 3 }),
    {
      type: 'condition',
      key: 'read',
      config: { check: { kind: 'opened', step_key: 'idea' }, within_days: 2 }
    },
    {
      type: 'task',
      key: 'call',
      parent_key: 'read',
      branch: 'yes',
      config: { title: words.call, note: words.note }
    },
    mail('other', words.other, { parent_key: 'read', branch: 'no' }),
    {
      type: 'whatsapp',
      key: 'greeting',
      delay_days: 2,
      config: { template_id: 'bienvenida', language: 'es_MX', variables: ['{{ first_name }}'] }
    }
  ]
  const { id: live } = await api.call<{ id: number }>('POST', '/sequences/templates', {
    name: words.name,
    category: 'cold_outreach',
    active: true,
    settings: { send_window: { from: '09:00', to: '18:00' }, skip_weekends: true },
    steps
  })
  const leads = await Promise.all(
    ['Ana', 'Luis', 'Eva'].map((first_name, n) =>
      api.call<{ id: number }>('POST', '/leads', { first_name, email: `bar${n}@casanopal.example` })
    )
  )
  await api.call('POST', '/sequences/enrollments/bulk', {
    template_id: live,
    lead_ids: leads.map(({ id }) => id)
  })
  const { id: ready } = await api.call<{ id: number }>('POST', '/sequences/library', {
    kind: 'after_demo',
    language
  })
  return { live, ready }
}
