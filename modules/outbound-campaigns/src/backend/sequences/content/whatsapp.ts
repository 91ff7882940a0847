import { fill } from '../../channels/email/template/engine'
import { filledTemplate } from '../../channels/whatsapp/filled'
import type { Parameters, TemplateContent } from '../../channels/whatsapp/message'
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
  return {
    ...filledTemplate(config, filled, say),
    missing: filled.flatMap((value, index) => (value === '' ? [index + 1] : []))
  }
}
