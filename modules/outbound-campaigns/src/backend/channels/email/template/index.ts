/** Templates of mails: written, checked when they are saved, filled when they are sent. */
export { checkTemplate, type Problem } from './check'
export { modernised, olderVariables } from './legacy'
export { renderMail, TemplateError, type MailTemplate, type RenderedMail, type RenderOptions } from './render'
export { sanitizeTemplate, type SanitizedTemplate } from './sanitize'
export type { Language } from './unsubscribe-line'
export { knownVariables, MAIL_VARIABLES, mailVariables, type MailPerson, type MailSender } from './variables'
