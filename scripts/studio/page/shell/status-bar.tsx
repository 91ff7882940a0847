/** The strip at the bottom, as high as Botpress's: whether the server's events arrive. */
import type { LiveState } from '../connection/events'
import { React, shared } from '../runtime'

export const StatusBar = ({ live }: { live: LiveState }): JSX.Element => (
  <footer className="studio-status-bar" data-live={live}>
    <span className="studio-live-dot" aria-hidden="true" />
    <span role="status">{shared.lang.tr(`studio.live.${live}`)}</span>
  </footer>
)
