/** `toast` of `botpress/shared`: one toast of a kind at a time, at the bottom; a failure waits for the render it is about. */
import {
  type IconName,
  Intent,
  type IToasterProps,
  type MaybeElement,
  Position,
  Toaster
} from '@blueprintjs/core'
import type { ReactElement } from 'react'
import type { Lang } from './lang'

export interface ToastOptions {
  delayed?: boolean
  timeout?: 'short' | 'medium' | 'long' | 'infinite'
  icon?: IconName | MaybeElement
  hideDismiss?: boolean
  key?: string
  toasterProperties?: IToasterProps
  onDismiss?: (didTimeoutExpire: boolean) => void
}

const TIMEOUTS = { short: 1000, medium: 3000, long: 5000, infinite: 0 }
const DELAY_MS = 200

interface Kind {
  intent: Intent
  icon: IconName
  key: string
  delayed: boolean
}

export const createToast = (lang: Lang) => {
  let bottom: ReturnType<typeof Toaster.create> | undefined
  const shown = new Map<string, { toaster: ReturnType<typeof Toaster.create>; key: string }>()

  const dismiss = (key: string): void => {
    const toast = shown.get(key)
    if (!toast) return
    shown.delete(key)
    toast.toaster.dismiss(toast.key)
  }

  const shower =
    (defaults: Kind) =>
    (message: string | ReactElement, details?: string, options: ToastOptions = {}): void => {
      const key = options.key ?? defaults.key
      const show = (): void => {
        dismiss(key)
        const toaster = options.toasterProperties
          ? Toaster.create(options.toasterProperties)
          : (bottom = bottom ?? Toaster.create({ position: Position.BOTTOM }))
        const shownKey = toaster.show({
          message: typeof message === 'string' ? lang.tr(message, { details }) : message,
          intent: defaults.intent,
          icon: options.icon ?? defaults.icon,
          timeout: TIMEOUTS[options.timeout ?? 'medium'],
          ...(options.onDismiss ? { onDismiss: options.onDismiss } : {})
        })
        shown.set(key, { toaster, key: shownKey })
      }
      if (options.delayed ?? defaults.delayed) window.setTimeout(show, DELAY_MS)
      else show()
    }

  return {
    dismiss,
    success: shower({ intent: Intent.SUCCESS, icon: 'tick-circle', key: 'success', delayed: false }),
    failure: shower({ intent: Intent.DANGER, icon: 'error', key: 'error', delayed: true }),
    info: shower({ intent: Intent.PRIMARY, icon: 'info-sign', key: 'info', delayed: false }),
    warning: shower({ intent: Intent.WARNING, icon: 'warning-sign', key: 'warning', delayed: false })
  }
}
