/** Is told how long a provider took for an attempt: for figures, never for decisions. */
export type Took = (botId: string, seconds: number) => void

/** The same call, with somebody who looks at the clock. */
export const timed =
  <Message, Answer>(send: (message: Message) => Promise<Answer>, took: (seconds: number) => void) =>
  async (message: Message): Promise<Answer> => {
    const [from, fromNanos] = process.hrtime()
    try {
      return await send(message)
    } finally {
      const [to, toNanos] = process.hrtime()
      took(to - from + (toNanos - fromNanos) / 1e9)
    }
  }
