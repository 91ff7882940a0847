/** Moments as the user's language writes them. */
import { studio } from '../runtime'

/** Forms whose clocks have twenty-four hours. */
const LOCALES = { es: 'es-ES', en: 'en-GB' } as const
const locale = (): string => LOCALES[studio.language]

export const shortTime = (at: string | number): string =>
  new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' })

export const wholeTime = (at: string | number): string =>
  new Date(at).toLocaleString(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  })

/** 90061000 is 1 d 1 h: the two largest units, as both languages write them. */
export const shortLength = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  const parts: Array<[number, string]> = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min']
  ]
  const told = parts.filter(([count]) => count > 0).slice(0, 2)
  return told.length === 0 ? '0 min' : told.map(([count, unit]) => `${count} ${unit}`).join(' ')
}
