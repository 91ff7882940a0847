/** Whom a mail is written to, as far as a template can say it. */
export interface MailPerson {
  ext_id: string | null
  email: string | null
  phone_number: string | null
  first_name: string | null
  last_name: string | null
  company: string | null
  icp: string | null
  score: number | null
  priority: string | null
  custom: Readonly<Record<string, unknown>>
}

export interface MailSender {
  name: string
  address: string
}

/** What every mail knows. Custom fields come beside them, by their own names. */
export const MAIL_VARIABLES = [
  ...(['first_name', 'last_name', 'full_name', 'company', 'company_name', 'email', 'phone_number'] as const),
  ...(['ext_id', 'icp', 'score', 'priority', 'sender_name', 'sender_email', 'unsubscribe_url'] as const)
]

/** Whatever the custom fields are called, what every mail knows stays what it is; `custom.…` reaches them all. */
export const mailVariables = (
  { custom, ...person }: MailPerson,
  sender: MailSender
): Record<string, unknown> => ({
  ...custom,
  ...Object.fromEntries(Object.entries(person).map(([name, value]) => [name, value ?? ''])),
  full_name: [person.first_name, person.last_name].filter(Boolean).join(' '),
  company_name: person.company ?? '',
  sender_name: sender.name || sender.address,
  sender_email: sender.address,
  custom
})

/** What `checkTemplate` may find in a template of a bot with these custom fields. */
export const knownVariables = (customFields: Iterable<string>): string[] => [
  ...MAIL_VARIABLES,
  ...[...customFields].flatMap(name => [name, `custom.${name}`])
]
