/** The bot comes first: whatever waits has its turn. */
export const breath = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
