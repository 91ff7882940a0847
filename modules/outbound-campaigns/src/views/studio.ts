/** The props of a view in Botpress's Studio, and how a bundle registers itself there. */
import type { ComponentType } from 'react'
import type { CancelToken } from './api/cancelling'

export interface UploadProgress {
  loaded: number
  total?: number
}

export interface RequestOptions {
  /** 0: as long as it takes. */
  timeout: number
  params?: Record<string, string | number | boolean>
  responseType?: 'blob'
  /** The body of a request that has no other place for it. */
  data?: unknown
  cancelToken?: CancelToken
  onUploadProgress?: (progress: UploadProgress) => void
}

/** The Studio's axios: its base is the bot's, and it carries the session's token. */
export interface Http {
  get(path: string, options: RequestOptions): Promise<{ data: unknown }>
  post(path: string, body: unknown, options: RequestOptions): Promise<{ data: unknown; status: number }>
  put(path: string, body: unknown, options: RequestOptions): Promise<{ data: unknown }>
  delete(path: string, options: RequestOptions): Promise<{ data: unknown }>
}

export interface StudioEvents {
  on(name: string, listener: () => void): void
  off(name: string, listener: () => void): void
}

/** A new object at every render of the Studio: never an effect's dependency. */
export interface StudioBridge {
  axios: Http
  events: StudioEvents
}

export interface ViewProps {
  name: string
  contentLang: string
  defaultLanguage: string
  languages: string[]
  bp: StudioBridge
}

declare global {
  interface Window {
    botpress?: Record<string, { default: ComponentType<ViewProps> }>
    BOT_ID?: string
  }
}

export const MODULE = 'outbound-campaigns'

export const register = (view: ComponentType<ViewProps>): void => {
  window.botpress = window.botpress || {}
  window.botpress[MODULE] = { default: view }
}
