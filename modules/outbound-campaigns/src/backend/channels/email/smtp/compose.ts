import type { SmtpAccount } from '../account'
import { signedHeaders } from '../dkim'
import { headersOf } from '../headers'
import type { Mail } from '../mail'
import { fromOf, oneLine, replyToOf } from '../sender-address'
import type { Library } from './library'

/** The mail as it goes over the wire, signed where there is a key. */
export const compose = async (
  { MailComposer, Dkim }: Pick<Library, 'MailComposer' | 'Dkim'>,
  account: SmtpAccount,
  mail: Mail,
  messageId: string
): Promise<Buffer> => {
  const { dkim, ses } = account
  const headers = {
    ...headersOf(mail, account.unsubscribeTo),
    ...(ses?.configurationSet ? { 'X-SES-CONFIGURATION-SET': oneLine(ses.configurationSet) } : {})
  }
  const composed = new MailComposer({
    from: fromOf(account, mail),
    to: { name: '', address: mail.to },
    replyTo: replyToOf(account, mail) ?? undefined,
    subject: oneLine(mail.subject),
    messageId,
    text: mail.text,
    html: mail.html ?? undefined,
    headers,
    // What a mail says is text, never a place to read from.
    disableFileAccess: true,
    disableUrlAccess: true
  })
  const message = await composed.compile().build()
  if (!dkim) return message
  const signer = new Dkim({
    domainName: dkim.domain,
    keySelector: dkim.selector,
    privateKey: dkim.privateKey,
    headerFieldNames: signedHeaders(ses !== null)
  })
  const signed: Buffer[] = []
  for await (const part of signer.sign(message)) signed.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(signed)
}
