/**
 * A code as a label: a word of ours or a number of the provider's. What a provider invents becomes `other`, so that nothing
 * it says can make series without end, or carry somebody's number.
 */
export const codeLabel = (code: string): string =>
  /^([a-z][a-z0-9_]{0,39}|\d{1,6})$/.test(code) ? code : 'other'
