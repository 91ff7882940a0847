import { renderMail, type RenderedMail, type RenderOptions } from '../../channels/email/template'
import type { StepOf } from '../steps/schema'

/** What an e-mail step sends to one person. The preview, the simulation, the test and the real mail all use this. */
export const emailContent = (
  { config: { subject, html, text, preheader } }: Pick<StepOf<'email'>, 'config'>,
  variables: Readonly<Record<string, unknown>>,
  options: RenderOptions
): RenderedMail => renderMail({ subject, html, text, preheader }, variables, options)
