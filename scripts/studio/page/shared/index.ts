/**
 * `window.BotpressShared`: the part of Botpress's shared components that a module of this kind uses, behaving as the
 * original behaves where a view could tell the difference.
 */
import type { Language, Texts } from '../window'
import { createAuth } from './auth'
import { createConfirmDialog } from './confirm-dialog'
import { Dialog } from './dialog'
import { createLang } from './lang'
import { EmptyState, MainContainer, Tabs } from './layout'
import { createToast } from './toast'
import { ownTexts } from '../texts'

export const createShared = (language: Language, token: string, translations: Record<Language, Texts>) => {
  const lang = createLang(language)
  lang.extend(ownTexts)
  lang.extend(translations)
  return {
    lang,
    toast: createToast(lang),
    confirmDialog: createConfirmDialog(lang),
    auth: createAuth(token),
    Dialog,
    Tabs,
    MainContainer,
    EmptyState
  }
}

export type BotpressShared = ReturnType<typeof createShared>
