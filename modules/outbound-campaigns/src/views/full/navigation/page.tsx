/** What every screen has on top: the way back, its name, and what can be done here. */
import { Icon } from '@blueprintjs/core'
import React, { useLayoutEffect, useRef, type FC, type ReactNode } from 'react'
import { t } from '../../text'
import type { Route } from './routes'
import { hrefOf } from './use-route'

export interface Crumb {
  text: string
  to: Route
}

const Crumbs: FC<{ crumbs: Crumb[]; here: string }> = ({ crumbs, here }) => (
  <nav className="oc-crumbs" aria-label={t('navigation.crumbs')}>
    <ol>
      {crumbs.map(({ text, to }) => (
        <li key={text}>
          <a href={hrefOf(to)}>{text}</a>
          <Icon icon="chevron-right" iconSize={12} />
        </li>
      ))}
      <li aria-current="page">{here}</li>
    </ol>
  </nav>
)

/** The first screen is where the Studio has led; on every later one the focus goes to its heading, to be read from there. */
let screensShown = 0

const useFocusOnArrival = () => {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    screensShown += 1
    if (screensShown > 1 && heading.current) heading.current.focus()
  }, [])
  return heading
}

/** For when what had the focus is gone. */
export const focusHeading = (): void => {
  const heading = document.querySelector('.oc-panel h1')
  if (heading instanceof HTMLElement) heading.focus()
}

interface Props {
  title: string
  crumbs?: Crumb[]
  beside?: ReactNode
  actions?: ReactNode
}

export const Page: FC<Props> = ({ title, crumbs, beside, actions, children }) => {
  const heading = useFocusOnArrival()
  return (
    <>
      {crumbs && <Crumbs crumbs={crumbs} here={title} />}
      <div className="oc-header">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
        {actions && <div className="oc-header-actions">{actions}</div>}
      </div>
      {children}
    </>
  )
}
