/** A calm full-width message: what is so, and what follows. Blueprint's own has one fixed heading level. */
import { Icon, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'

interface Props {
  icon: IconName
  heading: 'h1' | 'h2'
  title: string
  text: string
  role?: 'alert'
}

export const Message: FC<Props> = ({ icon, heading: Heading, title, text, role, children }) => (
  <div className="oc-message" role={role}>
    <Icon icon={icon} iconSize={40} />
    <Heading>{title}</Heading>
    <p>{text}</p>
    {children}
  </div>
)
