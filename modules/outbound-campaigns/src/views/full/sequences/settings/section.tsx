/** One section of a sequence's rules, under its heading. */
import React, { type FC } from 'react'
import { t } from '../../../text'

export const Section: FC<{ name: 'about' | 'people' | 'times' | 'stops' | 'mails'; text?: string }> = ({
  name,
  text,
  children
}) => (
  <section className="oc-card oc-plain-card" data-section={name}>
    <h2>{t(`sequences.settings.section.${name}` as const)}</h2>
    {text && <p className="oc-muted">{text}</p>}
    {children}
  </section>
)
