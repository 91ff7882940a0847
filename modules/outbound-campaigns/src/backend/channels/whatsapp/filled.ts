/** A template with everything put in for one person: the body's values, and what stands in its header and buttons. */
import type { Parameters, TemplateButton, TemplateContent, TemplateHeader } from './message'

/** As it is written, with gaps in the texts of its header and its buttons. */
type Written = Omit<TemplateContent, 'header' | 'buttons'> & {
  header: TemplateHeader | null
  buttons: readonly TemplateButton[] | null
  /** Where the template names its parameters; null: they are counted. */
  parameter_names: readonly string[] | null
}

export const filledTemplate = (
  what: Written,
  values: readonly string[],
  fill: (text: string) => string
): { content: TemplateContent; parameters: Parameters } => {
  const names = what.parameter_names
  return {
    content: {
      template_id: what.template_id,
      template_namespace: what.template_namespace,
      language: what.language,
      header: what.header && filledHeader(what.header, fill),
      buttons: what.buttons && what.buttons.map(button => filledButton(button, fill))
    },
    parameters: names
      ? Object.fromEntries(values.map((value, index) => [names[index] ?? String(index + 1), value]))
      : [...values]
  }
}

const filledHeader = (header: TemplateHeader, fill: (text: string) => string): TemplateHeader =>
  header.type === 'text' ? { ...header, text: fill(header.text) } : { ...header, link: fill(header.link) }

const filledButton = (button: TemplateButton, fill: (text: string) => string): TemplateButton => {
  switch (button.type) {
    case 'quick_reply':
      return { ...button, payload: fill(button.payload) }
    case 'url':
      return { ...button, text: fill(button.text) }
    case 'copy_code':
      return { ...button, code: fill(button.code) }
  }
}
