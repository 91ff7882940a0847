/** Bringing a file's people into a campaign. */
export { importRecipients, listImports, streamRefused, type RecipientsImport } from './import'
