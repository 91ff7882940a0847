/** nodemailer's parts, brought in when there is a mail to send: it opens a resolver as soon as it is loaded. */
export const loadLibrary = async () => {
  const [connection, composer, dkim] = await Promise.all([
    import('nodemailer/lib/smtp-connection'),
    import('nodemailer/lib/mail-composer'),
    import('nodemailer/lib/dkim')
  ])
  return { SmtpConnection: connection.default, MailComposer: composer.default, Dkim: dkim.default }
}

export type Library = Awaited<ReturnType<typeof loadLibrary>>
export type Connection = InstanceType<Library['SmtpConnection']>
