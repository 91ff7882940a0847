/** At which hours messages may leave: as a form holds it while somebody types, and as the API takes it. */

/** 1 is Monday, 7 Sunday. */
export const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7]

export interface Hours {
  when: 'always' | 'window'
  from: string
  to: string
  days: number[]
}

/** Without days: every day. */
export interface SendWindow {
  from: string
  to: string
  days?: number[]
}

/** What a form shows of a window; where there is none, what it offers as soon as somebody wants one. */
export const hoursOf = (window: SendWindow | null): Hours =>
  window === null
    ? { when: 'always', from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }
    : { when: 'window', from: window.from, to: window.to, days: window.days ?? ALL_DAYS }

const isTime = (time: string): boolean => /^\d\d:\d\d$/.test(time)

/** null: at any hour. undefined: it can't be read. */
export const windowOf = ({ when, from, to, days }: Hours): SendWindow | null | undefined => {
  if (when === 'always') return null
  if (!isTime(from) || !isTime(to) || from === to || days.length === 0) return undefined
  return days.length === ALL_DAYS.length
    ? { from, to }
    : { from, to, days: ALL_DAYS.filter(day => days.includes(day)) }
}
