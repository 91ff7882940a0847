/** The props of a view in Botpress's Studio, and how a bundle registers itself there. */
import type { ComponentType } from 'react'

export interface Http {
  get(path: string, options: { timeout: number }): Promise<{ data: unknown }>
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
  }
}

export const MODULE = 'outbound-campaigns'

export const register = (view: ComponentType<ViewProps>): void => {
  window.botpress = window.botpress || {}
  window.botpress[MODULE] = { default: view }
}
