/** The control API of the mail sandbox. */
import { Fields, isBoolean, isText, pageOf } from '../http/fields'
import { Refusal } from '../http/problems'
import type { Route } from '../http/router'
import { shownInList, shownWhole, type Mail, type Mailbox } from './mailbox'
import type { Replies } from './replies'

interface Parts {
  mailbox: Mailbox
  replies: Replies
  forget: () => void
}

const isFor = ({ envelope, to }: Mail, wanted: string) =>
  [...envelope.to, ...to].some(address => address.toLowerCase() === wanted)

const mailOf = (mailbox: Mailbox, id: string) => {
  const mail = mailbox.find(id)
  if (!mail) throw new Refusal(404, 'Not found', 'There is no such mail (only the newest are kept).')
  return mail
}

export const mailRoutes = ({ mailbox, replies, forget }: Parts): Route[] => [
  {
    method: 'GET',
    path: '/sandbox/mail',
    handle: ({ query }) => {
      const to = query.get('to')?.toLowerCase()
      const subject = query.get('subject')?.toLowerCase() ?? ''
      const { items, next_cursor } = mailbox.mails.page(
        mail => (to === undefined || isFor(mail, to)) && mail.subject.toLowerCase().includes(subject),
        pageOf(query)
      )
      return { status: 200, body: { mails: items.map(shownInList), next_cursor } }
    }
  },
  {
    method: 'DELETE',
    path: '/sandbox/mail',
    handle: () => {
      forget()
      return { status: 204 }
    }
  },
  { method: 'GET', path: '/sandbox/mail/counts', handle: () => ({ status: 200, body: mailbox.counts() }) },
  {
    method: 'GET',
    path: '/sandbox/mail/replies',
    handle: ({ query }) => {
      const { items, next_cursor } = replies.sent.page(() => true, pageOf(query))
      return { status: 200, body: { replies: items, next_cursor } }
    }
  },
  {
    method: 'POST',
    path: '/sandbox/mail/reply',
    handle: async ({ body }) => {
      const request = await body()
      const fields = new Fields(request, ['mail_id', 'text', 'auto_submitted'])
      const id = fields.optional('mail_id', isText, 'the id of a mail')
      const text = fields.optional('text', isText, 'a text')
      const auto = fields.optional('auto_submitted', isBoolean, 'true or false') ?? false
      for (const name of ['mail_id', 'text'])
        if (request[name] === undefined) fields.refuse(name, 'is required.')
      fields.done()
      const mail = mailOf(mailbox, id ?? '')
      return { status: 201, body: await replies.reply(mail, text ?? '', auto) }
    }
  },
  // Last, so that `counts` and `replies` are not taken for ids.
  {
    method: 'GET',
    path: '/sandbox/mail/:id',
    handle: ({ param }) => ({ status: 200, body: shownWhole(mailOf(mailbox, param('id'))) })
  }
]
