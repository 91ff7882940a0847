/**
 * What the host writes into the page before any script runs, and what `globals.ts` leaves on `window` for the Studio
 * and for every module's view. The names are Botpress's own: a view finds the same ones there.
 */
import type React from 'react'
import type ReactDOM from 'react-dom'
import type * as BlueprintJsCore from '@blueprintjs/core'
import type * as BlueprintJsSelect from '@blueprintjs/select'
import type { BotpressShared } from './shared'
import type { BotpressUI } from './shared/botpress-ui'

export type Language = 'es' | 'en'

export type Texts = { [key: string]: string | Texts }

export interface StudioModule {
  name: string
  fullName: Record<Language, string>
  menuIcon: string
}

/** The Studio's own facts about this page, written by the host. */
export interface StudioState {
  botId: string
  bots: Array<{ id: string; name: string }>
  /** What stands in `<main>`: the module's view, or the sandboxes' own page. */
  place: 'module' | 'sandbox'
  module: string
  modules: StudioModule[]
  language: Language
  apiToken: string
  role: 'admin' | 'read'
  workspaceId: string
  sandbox: boolean
  translations: Record<Language, Texts>
}

/** What a module's bundle registers: `default`, and other views by name. */
export type ModuleViews = Record<string, React.ComponentType<ModuleViewProps> | undefined>

export interface ModuleViewProps {
  name: string
  contentLang: string
  defaultLanguage: string
  languages: string[]
  bp: object
}

declare global {
  interface Window {
    __STUDIO__: StudioState
    BOT_ID: string
    BOT_API_PATH: string
    WORKSPACE_ID: string
    React: typeof React
    ReactDOM: typeof ReactDOM
    BlueprintJsCore: typeof BlueprintJsCore
    BlueprintJsSelect: typeof BlueprintJsSelect
    /** Bootstrap's React components: there for modules that use them, not used by the Studio itself. */
    ReactBootstrap: unknown
    BotpressShared: BotpressShared
    BotpressUI: BotpressUI
    botpress?: Record<string, ModuleViews | undefined>
  }
}
