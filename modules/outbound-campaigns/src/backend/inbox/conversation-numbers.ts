import type { Host } from '../platform/host'

/** A few megabytes at most, and more people than write to one bot in a busy hour. */
const MOST_KNOWN = 10_000

/**
 * Which number a conversation of Botpress's belongs to. To ask for it is a call to the messaging server, and the answer
 * never changes: so it is kept, the ones longest unused making room for new ones.
 */
export class ConversationNumbers {
  private readonly known = new Map<string, Promise<string | undefined>>()

  constructor(private readonly messaging: Pick<Host['messaging'], 'forBot'>) {}

  of(botId: string, threadId: string): Promise<string | undefined> {
    const key = `${botId} ${threadId}`
    const number = this.known.get(key) ?? this.ask(botId, threadId)
    // A Map keeps the order in which its keys came: put in again, this one is the newest.
    this.known.delete(key)
    this.known.set(key, number)
    const [oldest] = this.known.keys()
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest)
    const forget = () => {
      if (this.known.get(key) === number) this.known.delete(key)
    }
    // What isn't known yet, or could not be asked, is asked again.
    number.then(found => found === undefined && forget(), forget)
    return number
  }

  private async ask(botId: string, threadId: string): Promise<string | undefined> {
    const endpoints = await this.messaging.forBot(botId).listEndpoints(threadId)
    return endpoints.find(({ channel }) => nameOf(channel) === 'vonage')?.sender
  }
}

const nameOf = (channel: string | { name: string }): string =>
  typeof channel === 'string' ? channel : channel.name
