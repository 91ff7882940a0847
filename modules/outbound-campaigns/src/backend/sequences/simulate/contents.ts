import { mailVariables, TemplateError, type MailPerson } from '../../channels/email/template'
import { replySubject } from '../../channels/email/headers'
import type { EmailChannel, OpenEmailChannel } from '../../channels/email/channel'
import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import { lintParameters } from '../../channels/whatsapp/parameter-lint'
import { renderTemplate } from '../../channels/whatsapp/template-components'
import { findTemplate } from '../../channels/whatsapp/templates'
import type { StoredLead } from '../../leads'
import { displayPhone } from '../../platform/phone/address'
import type { Settings } from '../../platform/settings/schema'
import { emailContent } from '../content/email'
import { taskContent, webhookData } from '../content/plain'
import { whatsappContent } from '../content/whatsapp'
import { personOf } from '../delivery/message-data'
import type { PlacedStep, Step, StepOf } from '../steps/schema'
import type { SequenceSettings } from '../templates/schema'
import type { Content, Trouble } from './schema'

/** What a step would say to this lead: filled in by the code that fills in what is sent. */
export interface ContentSources {
  email: Pick<EmailChannel, 'open'>
  whatsapp: Pick<WhatsAppChannel, 'templates'>
}

/** Where the link to unsubscribe stands in a mail that belongs to nobody yet. */
export const SAMPLE_UNSUBSCRIBE = 'https://example.com/unsubscribe'

export interface Shown {
  content: Content
  problems: Trouble[]
}

const trouble = (path: string, code: string, message: string): Trouble => ({ path, code, message })

const NOT_FILLED = trouble('', 'template_error', 'It could not be filled in for this person.')

/** Asks for the mailbox and the templates once, however many steps are shown. */
export class Contents {
  private mailbox: Promise<Awaited<ReturnType<EmailChannel['open']>>> | undefined
  private templates: ReturnType<WhatsAppChannel['templates']> | undefined
  private firstSubject: string | null = null

  constructor(
    private readonly sources: ContentSources,
    private readonly botId: string,
    private readonly settings: Settings,
    private readonly sequence: SequenceSettings,
    private readonly lead: StoredLead
  ) {}

  async of(step: Step): Promise<Shown> {
    try {
      return await this.filled(step)
    } catch (err) {
      if (err instanceof TemplateError) return { content: { type: step.type }, problems: [NOT_FILLED] }
      throw err
    }
  }

  private filled(step: Step): Promise<Shown> | Shown {
    switch (step.type) {
      case 'email':
        return this.mail(step)
      case 'whatsapp':
        return this.template(step)
      case 'task':
        return this.plain(step.type, () => ({
          type: 'task',
          ...taskContent(step, this.variables()),
          blocks: step.config.blocks
        }))
      case 'webhook':
        return this.webhook(step)
      case 'wait':
      case 'condition':
        return { content: { type: step.type }, problems: [] }
    }
  }

  get person(): MailPerson {
    return personOf(this.lead, this.settings.mx_prefix)
  }

  open(): ReturnType<EmailChannel['open']> {
    this.mailbox ??= this.sources.email.open(this.botId)
    return this.mailbox
  }

  senderOf({ senderName, sender }: Pick<OpenEmailChannel, 'senderName' | 'sender'>) {
    return { name: this.sequence.from_name ?? senderName, address: sender }
  }

  private variables() {
    return mailVariables(this.person, { name: '', address: '' })
  }

  private async mail(step: StepOf<'email'>): Promise<Shown> {
    const opened = await this.open()
    const sender =
      opened.kind === 'ready'
        ? this.senderOf(opened.channel)
        : { name: this.sequence.from_name ?? '', address: '' }
    const mail = emailContent(step, mailVariables(this.person, sender), {
      unsubscribeUrl: SAMPLE_UNSUBSCRIBE,
      language: this.lead.language ?? this.settings.language
    })
    const follows = (step.config.in_thread ?? this.sequence.in_thread) && this.firstSubject !== null
    const subject = follows ? replySubject(this.firstSubject ?? mail.subject) : mail.subject
    this.firstSubject ??= mail.subject
    return {
      content: { type: 'email', to: this.lead.email, ...mail, subject },
      problems: [
        ...(this.lead.email_key === null
          ? [trouble('', 'no_address', 'This person has no e-mail address.')]
          : []),
        ...(opened.kind === 'ready' ? [] : [trouble('', opened.reason.code, opened.reason.detail)])
      ]
    }
  }

  private async template(step: StepOf<'whatsapp'>): Promise<Shown> {
    this.templates ??= this.sources.whatsapp.templates(this.botId)
    const list = await this.templates
    const { template_id, language } = step.config
    const { phone } = this.lead
    const filled = this.plain('whatsapp', () => {
      const { content, parameters } = whatsappContent(step, this.variables())
      const template = findTemplate(list, template_id, language)
      return {
        type: 'whatsapp',
        to: phone === null ? null : displayPhone(phone, this.settings.mx_prefix),
        template_id,
        message: template ? renderTemplate(template.components, content, parameters) : null,
        parameters: Array.isArray(parameters) ? parameters.map(String) : Object.values(parameters)
      }
    })
    if (filled.problems.length > 0) return filled
    const { parameters, missing } = whatsappContent(step, this.variables())
    return {
      ...filled,
      problems: [
        ...(phone === null ? [trouble('', 'no_address', 'This person has no phone number.')] : []),
        ...missing.map(n => trouble(`variables.${n - 1}`, 'missing_variable', 'There is nothing in it.')),
        ...lintParameters(parameters)
          .filter(({ code }) => code !== 'parameter_empty')
          .map(({ parameter, code, message }) => trouble(`variables.${parameter}`, code, message))
      ]
    }
  }

  private async webhook(step: StepOf<'webhook'>): Promise<Shown> {
    const opened = await this.open()
    const sender = opened.kind === 'ready' ? this.senderOf(opened.channel) : { name: '', address: '' }
    return this.plain('webhook', () => ({
      type: 'webhook',
      url: step.config.url,
      data: webhookData(step, mailVariables(this.person, sender))
    }))
  }

  /** Whatever a template's limits throw, the step is shown with what is wrong. */
  private plain(type: PlacedStep['type'], fill: () => Content): Shown {
    try {
      return { content: fill(), problems: [] }
    } catch {
      return { content: { type }, problems: [NOT_FILLED] }
    }
  }
}
