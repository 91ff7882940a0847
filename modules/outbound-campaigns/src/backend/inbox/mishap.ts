/**
 * An error in few words, for a row that people see. A driver's message holds the statement with all that was bound to it
 * and ends with the cause: only the cause is kept, and what could be a number or a token in it is hidden.
 */
export const inFewWords = (thrown: unknown): string => {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const cause = message.split(' - ').pop() ?? message
  return cause
    .replace(/\+?\d{7,}/g, '…')
    .replace(/[\w-]{20,}(\.[\w-]+)*/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
