/** What went wrong, in the user's words; the sandbox's own say what exactly. */
import { Blueprint, React, shared } from '../runtime'
import type { Trouble } from './api'

const { Callout, Intent } = Blueprint
const { tr } = shared.lang

export const troubleText = (trouble: Trouble): string => {
  switch (trouble.kind) {
    case 'unreachable':
      return tr('studio.sandbox.unreachable')
    case 'signed_out':
      return tr('studio.sandbox.signedOut')
    case 'refused':
      return `${tr('studio.sandbox.failed')}: ${trouble.detail}`
  }
}

export const TroubleNotice = ({ trouble }: { trouble: Trouble | null }): JSX.Element | null =>
  trouble && (
    <Callout intent={Intent.WARNING} role="alert">
      {troubleText(trouble)}
    </Callout>
  )

export type NothingIcon = 'mobile-phone' | 'envelope' | 'data-connection'

export const Nothing = ({ icon, title, text }: { icon: NothingIcon; title: string; text: string }) => (
  <div className="sandbox-nothing">
    <Blueprint.Icon icon={icon} iconSize={36} />
    <h3>{title}</h3>
    <p>{text}</p>
  </div>
)
