/** `BotpressUI`, the older layout parts: a view that fills `<main>`, and a page that welcomes. */
import { Icon, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { MainContainer } from './layout'

const SplashScreen: FC<{ title?: string; description?: string; icon?: IconName }> = props => (
  <div className="bp-shared-empty">
    {props.icon && <Icon icon={props.icon} iconSize={60} />}
    {props.title && <h2>{props.title}</h2>}
    {props.description && <p>{props.description}</p>}
    {props.children}
  </div>
)

export const botpressUI = { Container: MainContainer, SplashScreen }

export type BotpressUI = typeof botpressUI
