/** The page that stands in for a view that can't be shown: says which module, and why. */
import { Blueprint, React, shared } from '../runtime'

const { Button, Icon } = Blueprint
const { tr } = shared.lang

const reload = (): void => window.location.reload()

export const Problem = ({ module, reason }: { module: string; reason: string }): JSX.Element => (
  <div className="studio-problem" role="alert">
    <Icon icon="error" iconSize={40} />
    <h1>{tr('studio.problem.title', { module })}</h1>
    <p>{reason}</p>
    <Button icon="refresh" onClick={reload} text={tr('studio.problem.reload')} />
  </div>
)
