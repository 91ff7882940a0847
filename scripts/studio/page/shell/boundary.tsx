/** Catches what a view throws while it renders: Botpress's Studio would go white, this one says what happened. */
import type { ReactNode } from 'react'
import { React, shared } from '../runtime'
import { Problem } from './problem'

interface Props {
  module: string
  children?: ReactNode
}

export class Boundary extends React.Component<Props, { reason: string | null }> {
  override state: { reason: string | null } = { reason: null }

  static getDerivedStateFromError(problem: unknown): { reason: string } {
    return { reason: problem instanceof Error ? problem.message : String(problem) }
  }

  override render(): ReactNode {
    const { reason } = this.state
    if (reason === null) return this.props.children
    return <Problem module={this.props.module} reason={shared.lang.tr('studio.problem.render', { reason })} />
  }
}
