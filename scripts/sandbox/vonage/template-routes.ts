/** The two lists that a client reads to know its templates: the accounts (WABAs), and the templates of one. */
import type { Account } from '../credentials'
import { Fields, isWhole } from '../http/fields'
import { Refusal } from '../http/problems'
import type { Call, Route } from '../http/router'
import type { Caller } from './auth'
import { LIBRARY } from './template-library'
import { unauthorized } from './refusals'

const MOST = 500
const USUAL = 25

const cursorOf = (index: number) => Buffer.from(String(index)).toString('base64')
const indexOf = (cursor: string) => Number(Buffer.from(cursor, 'base64').toString('utf8'))

const refuse = () => new Refusal(unauthorized.status, unauthorized.title, unauthorized.detail)

const listTemplates = ({ query, req }: Call) => {
  const fields = new Fields(
    {
      ...(query.has('limit') && { limit: Number(query.get('limit')) }),
      ...(query.has('after') && { after: indexOf(query.get('after') ?? '') })
    },
    ['limit', 'after']
  )
  const limit = fields.optional('limit', isWhole(1, MOST), `a number from 1 to ${MOST}`) ?? USUAL
  const start = fields.optional('after', isWhole(0, LIBRARY.length), 'the cursor of a page') ?? 0
  fields.done()

  const same = (name: string, value: string) => !query.has(name) || query.get(name) === value
  const found = LIBRARY.filter(
    ({ category, language, status, name }) =>
      same('category', category) &&
      same('language', language) &&
      same('status', status) &&
      name.includes(query.get('name') ?? '')
  )
  const end = Math.min(start + limit, found.length)
  const paging: Record<string, unknown> = { cursors: { before: cursorOf(start), after: cursorOf(end) } }
  if (end < found.length) {
    const next = new URL(req.url ?? '/', `http://${req.headers.host ?? '127.0.0.1'}`)
    next.searchParams.set('after', cursorOf(end))
    paging['next'] = next.href
  }
  return { status: 200, body: { templates: found.slice(start, end), paging } }
}

const listAccounts = (account: Account, { req }: Call) => {
  const self = new URL(req.url ?? '/', `http://${req.headers.host ?? '127.0.0.1'}`).href
  return {
    status: 200,
    body: {
      page_size: 50,
      page: 1,
      total_pages: 1,
      total_items: 1,
      _embedded: {
        wabas: [
          {
            waba_id: account.wabaId,
            api_key: account.apiKey,
            name: 'Casa Nopal (sandbox)',
            account_review_status: 'Approved',
            timezone_id: '84',
            currency: 'MXN'
          }
        ]
      },
      _links: { self: { href: self }, first: { href: self }, last: { href: self } }
    }
  }
}

export const templateRoutes = (account: Account, whoIs: (authorization?: string) => Caller): Route[] => [
  {
    method: 'GET',
    path: '/v1/channel-manager/whatsapp/wabas',
    handle: call => {
      if (whoIs(call.req.headers.authorization).kind === 'stranger') throw refuse()
      return listAccounts(account, call)
    }
  },
  {
    method: 'GET',
    path: '/v2/whatsapp-manager/wabas/:id/templates',
    handle: call => {
      // A token only: Vonage documents no other way for this list.
      if (whoIs(call.req.headers.authorization).kind !== 'jwt') throw refuse()
      if (call.param('id') !== account.wabaId)
        throw new Refusal(404, 'Not Found', 'The account has no such WABA.')
      return listTemplates(call)
    }
  }
]
