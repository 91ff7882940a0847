/** What texts can say of a lead, and how it is written into them. */
const OWN = [
  'first_name',
  'last_name',
  'full_name',
  'company',
  'email',
  'phone_number',
  'icp',
  'score',
  'sender_name',
  'sender_email'
] as const

/** Of the lead and the sender; a mail can name the address of its way out as well. */
export const variablesOf = (kind: 'mail' | 'other', custom: readonly string[]): string[] => [
  ...OWN,
  ...(kind === 'mail' ? ['unsubscribe_url'] : []),
  ...custom.map(name => `custom.${name}`)
]

const isOwn = (name: string): boolean => OWN.some(own => own === name) || name === 'unsubscribe_url'

/** Liquid: a name of several words, or of one that means something else already, is asked for among the custom ones. */
export const liquidOf = (variable: string): string => {
  if (!variable.startsWith('custom.')) return `{{ ${variable} }}`
  const name = variable.slice('custom.'.length)
  if (!/^[A-Za-z_]\w*$/.test(name)) return `{{ custom[${JSON.stringify(name)}] }}`
  return isOwn(name) ? `{{ custom.${name} }}` : `{{ ${name} }}`
}

/** The text with something put in the place of what is selected, and where the caret stands then. */
export const withInserted = (
  text: string,
  { from, to }: { from: number; to: number },
  inserted: string
): { text: string; caret: number } => ({
  text: `${text.slice(0, from)}${inserted}${text.slice(to)}`,
  caret: from + inserted.length
})
