/**
 * Catches what a part of the panel throws while it renders. Without it one broken part would take the whole Studio down
 * to a white page. A class, because React has no function for this.
 */
import React, { type ReactNode } from 'react'
import { FailurePage } from './failure'

interface State {
  broken: boolean
}

export class Boundary extends React.Component<{ children?: ReactNode }, State> {
  override state: State = { broken: false }

  static getDerivedStateFromError(): State {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return <FailurePage failure={{ kind: 'unreadable' }} onRetry={() => this.setState({ broken: false })} />
  }
}
