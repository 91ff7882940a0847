/**
 * One line an event, on the console: time, level, who says it, what. Whatever was named as a secret (tokens, keys) is
 * blotted out of every line, attached errors included, because a log is copied into tickets.
 */
import { asError } from '../problems'

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'critical'

export interface HostLogger {
  forBot(botId: string): this
  attachError(error: unknown): this
  debug(message: string, metadata?: unknown): void
  info(message: string, metadata?: unknown): void
  warn(message: string, metadata?: unknown): void
  error(message: string, metadata?: unknown): void
  critical(message: string, metadata?: unknown): void
}

export interface LogLine {
  level: Level
  scope: string
  botId?: string
  message: string
}

export interface LogBook {
  scoped(scope: string): HostLogger
  /** From here on this text is never written. */
  hide(secret: string | undefined): void
  /** The same rule for what else is shown to a person. */
  clean(text: string): string
}

const SHORTEST_SECRET = 6

export const createLogBook = (write: (text: string, line: LogLine) => void, showDebug = false): LogBook => {
  const secrets = new Set<string>()
  const clean = (text: string) => {
    let cleaned = text
    for (const secret of secrets) cleaned = cleaned.split(secret).join('[hidden]')
    return cleaned
  }

  class ScopedLogger implements HostLogger {
    constructor(
      private readonly scope: string,
      private readonly botId?: string,
      private readonly attached?: unknown
    ) {}

    forBot(botId: string): this {
      return new ScopedLogger(this.scope, botId, this.attached) as this
    }
    attachError(error: unknown): this {
      return new ScopedLogger(this.scope, this.botId, error) as this
    }
    debug(message: string, metadata?: unknown) {
      if (showDebug) this.say('debug', message, metadata)
    }
    info(message: string, metadata?: unknown) {
      this.say('info', message, metadata)
    }
    warn(message: string, metadata?: unknown) {
      this.say('warn', message, metadata)
    }
    error(message: string, metadata?: unknown) {
      this.say('error', message, metadata)
    }
    critical(message: string, metadata?: unknown) {
      this.say('critical', message, metadata)
    }

    private say(level: Level, message: string, metadata: unknown) {
      const full = clean([message, shown(metadata), fault(this.attached)].filter(Boolean).join(' '))
      const line: LogLine = { level, scope: this.scope, botId: this.botId, message: full }
      const who = this.botId ? `${this.scope} (${this.botId})` : this.scope
      write(`${new Date().toISOString()} ${level.toUpperCase()} ${who}: ${full}`, line)
    }
  }

  return {
    scoped: scope => new ScopedLogger(scope),
    hide: secret => {
      if (secret && secret.length >= SHORTEST_SECRET) secrets.add(secret)
    },
    clean
  }
}

const shown = (metadata: unknown): string => {
  if (metadata === undefined) return ''
  try {
    return JSON.stringify(metadata)
  } catch {
    return '(not printable)'
  }
}

/** Only the stack: an error object's other properties are where HTTP clients keep tokens. */
const fault = (error: unknown): string => {
  if (error === undefined) return ''
  const { stack, message } = asError(error)
  return `\n  ${(stack ?? message).split('\n').join('\n  ')}`
}
