import { fill } from '../../channels/email/template/engine'
import type {
  Parameters,
  TemplateButton,
  TemplateContent,
  TemplateHeader
} from '../../channels/whatsapp/message'
import type { StepOf } from '../steps/schema'

/** What a WhatsApp step sends to one person. The preview, the simulation, the test and the real message all use this. */
export interface WhatsAppContent {
  content: TemplateContent
  parameters: Parameters
  /** Which of the body's variables would be empty, counted from 1: WhatsApp takes no empty one. */
  missing: number[]
}

export const whatsappContent = (
  { config }: Pick<StepOf<'whatsapp'>, 'config'>,
  variables: Readonly<Record<string, unknown>>
): WhatsAppContent => {
  const say = (text: string): string => fill('plain', text, variables).trim()
  const filled = config.variables.map(say)
  const names = config.parameter_names
  return {
    content: {
      template_id: config.template_id,
      template_namespace: config.template_namespace,
      language: config.language,
      header: config.header && filledHeader(config.header, say),
      buttons: config.buttons && config.buttons.map(button => filledButton(button, say))
    },
    parameters: names
      ? Object.fromEntries(filled.map((value, index) => [names[index] ?? String(index + 1), value]))
      : filled,
    missing: filled.flatMap((value, index) => (value === '' ? [index + 1] : []))
  }
}

const filledHeader = (header: TemplateHeader, say: (text: string) => string): TemplateHeader =>
  header.type === 'text' ? { ...header, text: say(header.text) } : { ...header, link: say(header.link) }

const filledButton = (button: TemplateButton, say: (text: string) => string): TemplateButton => {
  switch (button.type) {
    case 'quick_reply':
      return { ...button, payload: say(button.payload) }
    case 'url':
      return { ...button, text: say(button.text) }
    case 'copy_code':
      return { ...button, code: say(button.code) }
  }
}
