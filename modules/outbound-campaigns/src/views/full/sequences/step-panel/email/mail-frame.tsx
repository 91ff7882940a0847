/**
 * A mail as a mail program shows it. What is in it may come from anywhere: it stands in a frame of its own that runs no
 * script, opens nothing and knows nothing of this page.
 */
import React, { type FC } from 'react'

export type MailWidth = 'phone' | 'desktop'

export const MailFrame: FC<{ html: string; title: string; width?: MailWidth }> = ({
  html,
  title,
  width = 'desktop'
}) => (
  <iframe
    className={`oc-mail-frame oc-mail-${width}`}
    title={title}
    sandbox=""
    referrerPolicy="no-referrer"
    srcDoc={html}
  />
)
