/** The people of a campaign, as far as somebody has looked down; further pages come as somebody scrolls to them. */
import { usePages, type Pages } from '../../../platform/use-pages'
import { getRecipients, type PeopleFilter, type Recipient, type Recipients } from '../api'

export type People = Pages<Recipients>

export const usePeople = (campaignId: number, filter: PeopleFilter): People =>
  usePages<Recipient, Recipients>({
    load: (http, page) => getRecipients(http, campaignId, filter, page),
    key: JSON.stringify([campaignId, filter]),
    idOf: ({ id }) => id
  })
