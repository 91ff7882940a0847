/** Where mail is handed in: `smtp://user:password@host:587`, or `smtps://…:465`. */
export interface Mailbox {
  smtpUrl: string
  from: string
}

export interface PlainMail {
  to: string
  subject: string
  text: string
}

const TIMEOUT_MS = 10_000

/** One mail, by a connection of its own: for the rare word to an operator. Rejects with the server's own words. */
export const sendMail = async ({ smtpUrl, from }: Mailbox, mail: PlainMail): Promise<void> => {
  // Brought in when there is a mail to send: it opens a resolver as soon as it is loaded.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail server on this machine (the sandbox's) has a certificate that nobody signed.
    tls: { rejectUnauthorized: !isOnThisMachine(smtpUrl) }
  })
  try {
    await transport.sendMail({ from, ...mail })
  } finally {
    transport.close()
  }
}

const isOnThisMachine = (url: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
