/**
 * Addresses for whatever calls other systems (webhook steps, notices), so that nobody needs a server to try one. Whoever
 * knows the address may call it, as with any webhook; what came is shown to the control token only.
 */
import { readBody } from '../http/body'
import { pageOf } from '../http/fields'
import { Refusal } from '../http/problems'
import type { Route } from '../http/router'
import type { HookCalls } from './calls'

const BODY_LIMIT = 256 * 1024

/** Open to everybody: see `isOpenHook`. */
const HOOK = /^\/sandbox\/hooks\/[\w-]{1,60}$/

export const isOpenHook = (method: string | undefined, path: string): boolean =>
  method === 'POST' && HOOK.test(path)

export const hookRoutes = (hooks: HookCalls): Route[] => [
  {
    method: 'POST',
    path: '/sandbox/hooks/:name',
    handle: async ({ req, param }) => {
      const body = await readBody(req, BODY_LIMIT)
      if (body.kind === 'too_large') throw new Refusal(413, 'Payload too large', 'The body may have 256 kB.')
      if (body.kind === 'aborted') throw new Refusal(400, 'Bad request', 'The body ended too early.')
      const status = hooks.take(param('name'), req.headers, body.bytes.toString('utf8'))
      return status === 204 ? { status } : { status, body: { received: true } }
    }
  },
  {
    method: 'GET',
    path: '/sandbox/hooks',
    handle: ({ query }) => {
      const name = query.get('name')
      const { items, next_cursor } = hooks.calls.page(
        call => name === null || call.name === name,
        pageOf(query)
      )
      return { status: 200, body: { calls: items, next_cursor } }
    }
  },
  {
    method: 'DELETE',
    path: '/sandbox/hooks',
    handle: () => {
      hooks.forget()
      return { status: 204 }
    }
  }
]
