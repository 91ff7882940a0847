import { z } from 'zod'
import type { Reason } from '../outcome'
import { exchange, type Exchange, type UnderWay } from '../http/exchange'
import { componentSchema, parametersOf } from './template-components'
import type { Template } from './templates-schema'
import type { VonageConnection } from './vonage'

/** Asks Vonage for all templates: first for the account's WABAs (with key and secret), then for each one's (by token). */

const TIMEOUT_MS = 15_000
/** Five hundred templates with all their texts are about a megabyte. */
const BODY_LIMIT = 16 * 1024 * 1024
/** A list that never ends is a fault of somebody's. Meta allows 6000 templates. */
const MOST_PAGES = 50

/** Why there is no list. Its message says nothing that must not be seen. */
export class TemplatesUnavailable extends Error {
  constructor(readonly reason: Reason) {
    super(reason.detail)
  }
}

const wabasSchema = z.looseObject({
  total_pages: z.number().optional(),
  _embedded: z.looseObject({ wabas: z.array(z.looseObject({ waba_id: z.coerce.string().min(1) })) })
})

const pageSchema = z.looseObject({
  templates: z.array(z.unknown()),
  paging: z
    .looseObject({
      next: z.string().nullish(),
      cursors: z.looseObject({ after: z.string().nullish() }).nullish()
    })
    .nullish()
})

const givenTemplateSchema = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().nullish(),
  language: z.string().min(1),
  category: z.string().nullish(),
  status: z.string().nullish(),
  components: z.array(componentSchema).nullish()
})

export const fetchTemplates = async (
  connection: VonageConnection,
  underWay: UnderWay
): Promise<Template[]> => {
  const templates: Template[] = []
  for (const waba of await fetchWabas(connection, underWay)) {
    let after: string | null = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`
      const path = `/v2/whatsapp-manager/wabas/${encodeURIComponent(waba)}/templates?limit=500${query}`
      const answer = await ask(connection, path, connection.tokens.current().header, pageSchema, underWay)
      templates.push(...answer.templates.flatMap(toTemplate))
      after = nextPage(answer)
      if (after === null) break
    }
  }
  return templates
}

const fetchWabas = async (connection: VonageConnection, underWay: UnderWay): Promise<string[]> => {
  const { apiKey, apiSecret } = connection.account
  const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`
  const wabas: string[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const path = `/v1/channel-manager/whatsapp/wabas${page === 1 ? '' : `?page=${page}`}`
    const answer = await ask(connection, path, basic, wabasSchema, underWay)
    wabas.push(...answer._embedded.wabas.map(({ waba_id: id }) => id))
    if (page >= (answer.total_pages ?? 1)) break
  }
  return [...new Set(wabas)]
}

/** The next page's whole address comes as well, but a token is for the configured host and no other. */
const nextPage = ({ paging }: z.infer<typeof pageSchema>): string | null => {
  if (!paging?.next) return null
  return paging.cursors?.after ?? /[?&]after=([^&]+)/.exec(paging.next)?.[1] ?? null
}

const ask = async <T extends z.ZodType>(
  { line }: VonageConnection,
  path: string,
  authorization: string,
  schema: T,
  underWay: UnderWay
): Promise<z.infer<T>> => {
  const headers = { authorization, accept: 'application/json' }
  const request = { method: 'GET' as const, path, headers, timeoutMs: TIMEOUT_MS, bodyLimit: BODY_LIMIT }
  const result = await exchange(line, request, underWay)
  if (result.kind !== 'answered') throw unreachable(result)
  const { status, body } = result
  if (status !== 200) {
    throw new TemplatesUnavailable({
      code: status === 401 || status === 403 ? 'templates_refused' : 'templates_unreachable',
      detail: `Vonage answered the question for the templates with ${status}.`
    })
  }
  const parsed = schema.safeParse(parseJson(body))
  if (parsed.success) return parsed.data
  throw new TemplatesUnavailable({
    code: 'templates_unreadable',
    detail: "Vonage's list of templates could not be read."
  })
}

const unreachable = (result: Exclude<Exchange, { kind: 'answered' }>): TemplatesUnavailable =>
  new TemplatesUnavailable({
    code: 'templates_unreachable',
    detail: `Vonage could not be asked for the templates (${result.why}).`
  })

const parseJson = (body: string | null): unknown => {
  try {
    return body === null ? undefined : JSON.parse(body)
  } catch {
    return undefined
  }
}

/** One that is broken must not hide the others. */
const toTemplate = (given: unknown): Template[] => {
  const parsed = givenTemplateSchema.safeParse(given)
  if (!parsed.success) return []
  const { name, namespace, language, category, status, components } = parsed.data
  return [
    {
      name,
      namespace: namespace ?? null,
      language,
      category: (category ?? '').toUpperCase(),
      status: (status ?? '').toUpperCase(),
      components: components ?? [],
      parameters: parametersOf(components ?? [])
    }
  ]
}
