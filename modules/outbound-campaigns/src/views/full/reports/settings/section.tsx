/** One section of these settings, under its heading. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'

export const Section: FC<{ name: string; title: string; text?: string }> = ({
  name,
  title,
  text,
  children
}) => (
  <Card className="oc-card" data-section={name}>
    <h2>{title}</h2>
    {text !== undefined && <p className="oc-muted oc-section-text">{text}</p>}
    {children}
  </Card>
)
