/**
 * The account's templates: a small library such as a Mexican shop would have, with one of each kind that behaves
 * differently (language, category, state, headers, buttons, named parameters). Shaped as Vonage lists them.
 */
export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED'

export type TemplateButton =
  | { type: 'QUICK_REPLY'; text: string }
  | { type: 'URL'; text: string; url: string; example?: string[] }
  | { type: 'OTP'; otp_type: 'COPY_CODE'; text: string }

export type TemplateComponent =
  | { type: 'HEADER'; format: 'TEXT'; text: string }
  | { type: 'HEADER'; format: 'IMAGE' }
  | { type: 'BODY'; text: string }
  | { type: 'FOOTER'; text: string }
  | { type: 'BUTTONS'; buttons: TemplateButton[] }

export interface Template {
  id: string
  name: string
  language: string
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION'
  status: TemplateStatus
  parameter_format: 'POSITIONAL' | 'NAMED'
  components: TemplateComponent[]
}

const body = (text: string): TemplateComponent => ({ type: 'BODY', text })
const footer = (text: string): TemplateComponent => ({ type: 'FOOTER', text })
const title = (text: string): TemplateComponent => ({ type: 'HEADER', format: 'TEXT', text })
const image: TemplateComponent = { type: 'HEADER', format: 'IMAGE' }
const replies = (...texts: string[]): TemplateComponent => ({
  type: 'BUTTONS',
  buttons: texts.map(text => ({ type: 'QUICK_REPLY', text }))
})
const link = (text: string, url: string, example?: string): TemplateComponent => ({
  type: 'BUTTONS',
  buttons: [{ type: 'URL', text, url, ...(example && { example: [example] }) }]
})
const copyCode = (text: string): TemplateComponent => ({
  type: 'BUTTONS',
  buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text }]
})

type Draft = Omit<Template, 'id' | 'parameter_format' | 'status'> &
  Partial<Pick<Template, 'parameter_format' | 'status'>>

const DRAFTS: Draft[] = [
  {
    name: 'bienvenida',
    language: 'es_MX',
    category: 'MARKETING',
    components: [
      body('¡Hola {{1}}! Gracias por unirte a Casa Nopal. ¿Te mostramos las novedades?'),
      footer('Responde BAJA para no recibir más promociones'),
      replies('Ver novedades', 'No, gracias')
    ]
  },
  {
    name: 'bienvenida',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      body('Hi {{1}}! Thank you for joining Casa Nopal. Shall we show you what is new?'),
      footer('Reply STOP to receive no more offers'),
      replies('Show me', 'No, thanks')
    ]
  },
  {
    name: 'promo_octubre',
    language: 'es_MX',
    category: 'MARKETING',
    components: [
      image,
      body('{{1}}, solo esta semana tienes {{2}} de descuento en {{3}}.'),
      footer('Responde BAJA para no recibir más promociones'),
      replies('Me interesa', 'Darme de baja')
    ]
  },
  {
    name: 'oferta_semanal',
    language: 'es_MX',
    category: 'MARKETING',
    components: [
      title('La oferta de la semana'),
      body('Hola {{1}}: {{2}} a solo {{3}} hasta el domingo.'),
      footer('Responde BAJA para no recibir más promociones'),
      replies('La quiero', 'Darme de baja')
    ]
  },
  {
    name: 'recordatorio_pago',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      title('Recordatorio de pago'),
      body('Hola {{1}}, tu pago de {{2}} vence el {{3}}.'),
      replies('Ya pagué', 'Necesito ayuda')
    ]
  },
  {
    name: 'rastreo_pedido',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      body('{{1}}, tu pedido {{2}} ya va en camino.'),
      link(
        'Rastrear pedido',
        'https://casanopal.example/pedidos/{{1}}',
        'https://casanopal.example/pedidos/A-1001'
      )
    ]
  },
  {
    name: 'cita_confirmada',
    language: 'es_MX',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      body('Hola {{nombre}}, tu cita es el {{fecha}} a las {{hora}}.'),
      replies('Confirmo', 'Cambiar la cita')
    ]
  },
  {
    name: 'aviso_horario',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      body('Este lunes abrimos de 10:00 a 14:00. Disculpa las molestias.'),
      link('Ver horarios', 'https://casanopal.example/horarios')
    ]
  },
  {
    name: 'codigo_verificacion',
    language: 'es_MX',
    category: 'AUTHENTICATION',
    components: [body('*{{1}}* es tu código de verificación.'), copyCode('Copiar código')]
  },
  {
    name: 'oferta_flash',
    language: 'es_MX',
    category: 'MARKETING',
    status: 'PENDING',
    components: [body('{{1}}, en la próxima hora todo tiene {{2}} de descuento.')]
  },
  {
    name: 'liquidacion_total',
    language: 'es_MX',
    category: 'MARKETING',
    status: 'REJECTED',
    components: [body('¡¡¡{{1}}, TODO GRATIS!!!')]
  },
  {
    name: 'ultima_oportunidad',
    language: 'es_MX',
    category: 'MARKETING',
    status: 'PAUSED',
    components: [body('{{1}}, mañana termina la oferta de {{2}}.')]
  },
  {
    name: 'order_shipped',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      title('On its way'),
      body('Hi {{1}}, your order {{2}} has left our warehouse.'),
      replies('Thanks', 'I need help')
    ]
  },
  {
    name: 'weekend_sale',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      body('Our weekend sale has begun.'),
      footer('Reply STOP to receive no more offers'),
      replies('Tell me more', 'Stop')
    ]
  },
  {
    name: 'verify_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    components: [body('*{{1}}* is your verification code.'), copyCode('Copy code')]
  }
]

export const LIBRARY: readonly Template[] = DRAFTS.map((draft, index) => ({
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  ...draft,
  id: String(700_000_000_000_001 + index)
}))
