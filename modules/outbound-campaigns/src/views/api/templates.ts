/** The account's templates over the API. */
import type { Template, TemplateList } from '../../backend/channels/whatsapp/templates-schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get } from './request'

export type { Template, TemplateList }

const isTemplate = (body: unknown): body is Template =>
  isRecord(body) &&
  typeof body.name === 'string' &&
  typeof body.language === 'string' &&
  Array.isArray(body.components) &&
  isRecord(body.parameters)

const isTemplateList = (body: unknown): body is TemplateList =>
  isRecord(body) && Array.isArray(body.items) && body.items.every(isTemplate)

export const getTemplates = (http: Http, askProvider: boolean): Promise<Answer<TemplateList>> =>
  get(http, '/templates', isTemplateList, { refresh: askProvider ? true : undefined })
