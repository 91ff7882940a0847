import type { Logger } from 'botpress/sdk'
import { clean, isWord } from './clean'
import { EVENTS, type EventName, type Fields, type Level } from './events'
import { faultOf } from './fault'

/**
 * One line of the log: `event=campaign.paused campaign=12 code=error_rate msg="A campaign stands still"`. Nothing is attached
 * to it, and whatever a field says is a number, a word of the module's or cleaned: no caller can put a person into it.
 */
export const say = (logger: Logger, event: EventName, fields: Fields = {}, thrown?: unknown): void => {
  const { level, says } = EVENTS[event]
  write(logger, level, event, says, thrown === undefined ? fields : { ...fields, ...faultOf(thrown) })
}

export const write = (logger: Logger, level: Level, event: string, says: string, fields: object): void => {
  const said = Object.entries(fields as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}=${shown(value)}`)
  logger[level]([`event=${event}`, ...said, `msg=${JSON.stringify(says)}`].join(' '))
}

const shown = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  const text = String(value)
  return isWord(text) ? text : JSON.stringify(clean(text))
}

/**
 * The host's logger for one bot. Some hosts keep the bot only for the next line, so it is said again for each.
 */
export const loggerOfBot = (logger: Logger, botId: string): Logger => {
  const of: Logger = {
    forBot: other => loggerOfBot(logger, other),
    attachError: error => logger.forBot(botId).attachError(error),
    debug: (message, metadata) => logger.forBot(botId).debug(message, metadata),
    info: (message, metadata) => logger.forBot(botId).info(message, metadata),
    warn: (message, metadata) => logger.forBot(botId).warn(message, metadata),
    error: (message, metadata) => logger.forBot(botId).error(message, metadata),
    critical: (message, metadata) => logger.forBot(botId).critical(message, metadata)
  }
  return of
}
