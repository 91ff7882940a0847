/** A filled template in the pieces that the campaigns' preview shows. */
import type { Content } from '../../../api/simulate'
import { piecesOf, type MessageView } from '../../campaigns/form/preview/message'

type Filled = NonNullable<Extract<Content, { message: unknown }>['message']>

const asItIs = (): undefined => undefined

const KINDS: Partial<Record<string, MessageView['buttons'][number]['kind']>> = {
  url: 'link',
  phone_number: 'call',
  otp: 'copy',
  copy_code: 'copy'
}

export const bubbleOf = ({ header, body, footer, buttons }: Filled): MessageView => ({
  header:
    header === null
      ? null
      : header.type === 'text'
        ? { kind: 'text', pieces: piecesOf(header.text, asItIs) }
        : { kind: 'media', media: header.type, link: header.link },
  body: piecesOf(body, asItIs),
  footer,
  buttons: buttons.map(({ type, text }) => ({ kind: KINDS[type.toLowerCase()] ?? 'reply', text }))
})
