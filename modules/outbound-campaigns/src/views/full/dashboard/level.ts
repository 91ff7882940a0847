/** How much of a limit is used. */
export type Level = 'low' | 'near' | 'full'

const NEAR = 0.6

export const levelOf = (share: number): Level => (share >= 1 ? 'full' : share >= NEAR ? 'near' : 'low')
