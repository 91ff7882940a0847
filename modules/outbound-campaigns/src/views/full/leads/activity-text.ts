/** What somebody did last, in the user's words. */
import type { ListedLead } from '../../api/leads'
import { t } from '../../text'

type Activity = NonNullable<ListedLead['last_activity']>

/** On WhatsApp a message is read, not opened. */
export const activityText = ({ type, channel }: Pick<Activity, 'type' | 'channel'>): string =>
  t(`leads.activity.${type === 'opened' && channel === 'whatsapp' ? 'read' : type}` as const)
