/** The control API of the Vonage sandbox. */
import type { Account } from '../credentials'
import { pageOf } from '../http/fields'
import type { Route } from '../http/router'
import type { WebhookPoster } from '../webhook-poster'
import { changedBehaviour, defaultBehaviour, type Behaviour } from './behaviour'
import { sendInbound } from './inbound'
import { shown, type Ledger } from './ledger'

interface Parts {
  account: Account
  behaviour: { now: Behaviour }
  ledger: Ledger
  poster: WebhookPoster
  /** Forgets what was received, and what was still to be told about it. */
  forget: () => void
}

export const vonageControlRoutes = ({ account, behaviour, ledger, poster, forget }: Parts): Route[] => [
  {
    method: 'GET',
    path: '/sandbox/vonage/messages',
    handle: ({ query }) => {
      const to = query.get('to')?.replace(/^[+ ]/, '')
      const ref = query.get('client_ref')
      const { items, next_cursor } = ledger.messages.page(
        ({ message }) =>
          (to === undefined || message.to === to) && (ref === null || message.client_ref === ref),
        pageOf(query)
      )
      return { status: 200, body: { messages: items.map(shown), next_cursor } }
    }
  },
  {
    method: 'DELETE',
    path: '/sandbox/vonage/messages',
    handle: () => {
      forget()
      return { status: 204 }
    }
  },
  {
    method: 'GET',
    path: '/sandbox/vonage/counts',
    handle: ({ query }) => {
      const ref = query.get('client_ref')
      const own = ref === null ? {} : { client_ref: ref, times: ledger.timesOf(ref) }
      return { status: 200, body: { ...ledger.counts(), webhooks_waiting: poster.waiting, ...own } }
    }
  },
  {
    method: 'GET',
    path: '/sandbox/vonage/behaviour',
    handle: () => ({ status: 200, body: behaviour.now })
  },
  {
    method: 'PUT',
    path: '/sandbox/vonage/behaviour',
    handle: async ({ body }) => {
      behaviour.now = changedBehaviour(behaviour.now, await body())
      return { status: 200, body: behaviour.now }
    }
  },
  {
    method: 'DELETE',
    path: '/sandbox/vonage/behaviour',
    handle: () => {
      behaviour.now = defaultBehaviour()
      return { status: 200, body: behaviour.now }
    }
  },
  {
    method: 'POST',
    path: '/sandbox/vonage/inbound',
    handle: async ({ body }) => ({
      status: 200,
      body: await sendInbound({ account, behaviour: () => behaviour.now, ledger, poster }, await body())
    })
  }
]
