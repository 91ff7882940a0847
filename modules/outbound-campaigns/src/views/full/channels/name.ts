/** Channels by the name that people know them by. */
import { t } from '../../text'

export const channelName = (name: string): string => {
  switch (name) {
    case 'whatsapp':
      return 'WhatsApp'
    case 'email':
      return t('channels.email')
    default:
      return name
  }
}
