/** One message as WhatsApp shows it on the phone: header, text, footer, its time and ticks, and buttons to tap. */
import { Blueprint, React, shared, studio } from '../../runtime'
import type { SandboxMessage } from '../api'
import { shortTime } from '../time'
import { errorCodeOf, spansOf, tickOf, type Tick } from './state'

const { Icon } = Blueprint
const { tr } = shared.lang

const TAGS = { plain: 'span', bold: 'strong', italic: 'em', strike: 's' } as const

export const WhatsAppText = ({ text }: { text: string }): JSX.Element => (
  <>
    {spansOf(text).map(({ style, text: part }, index) =>
      React.createElement(TAGS[style], { key: index }, part)
    )}
  </>
)

const TICKS: Record<Tick, string> = {
  accepted: '◷',
  submitted: '✓',
  delivered: '✓✓',
  read: '✓✓',
  failed: '!',
  refused: '!'
}

export const Ticks = ({ tick }: { tick: Tick }): JSX.Element => (
  <span className={`sandbox-tick sandbox-tick-${tick}`} data-tick={tick}>
    <span aria-hidden="true">{TICKS[tick]}</span>
    <span className="sandbox-unseen">{tr(`studio.sandbox.tick.${tick}`)}</span>
  </span>
)

const whyNot = (message: SandboxMessage): string | null => {
  const tick = tickOf(message)
  if (tick === 'refused') return tr('studio.sandbox.phone.refused', { why: message.outcome.answer })
  if (tick !== 'failed') return null
  const code = errorCodeOf(message)
  const reason = message.problem ? ` – ${message.problem.reason}` : ''
  return `${tr('studio.sandbox.phone.error', { code: code ?? '?' })}${reason}`
}

type Button = SandboxMessage['rendered']['buttons'][number]

const BubbleButton = ({ button, onTap }: { button: Button; onTap: () => void }): JSX.Element => {
  if (button.type === 'url') {
    return (
      <a
        className="sandbox-button"
        href={button.url}
        target="_blank"
        rel="noopener noreferrer"
        title={tr('studio.sandbox.phone.open', { address: button.url ?? '' })}
      >
        <Icon icon="share" iconSize={12} /> {button.text}
      </a>
    )
  }
  return (
    <button
      type="button"
      className="sandbox-button"
      disabled={studio.role === 'read' || button.type === 'copy_code'}
      onClick={onTap}
    >
      <Icon icon={button.type === 'copy_code' ? 'duplicate' : 'key-enter'} iconSize={12} /> {button.text}
    </button>
  )
}

export const Bubble = ({
  message,
  onTap
}: {
  message: SandboxMessage
  onTap: (button: Button) => void
}): JSX.Element => {
  const { header, body, footer, buttons } = message.rendered
  const why = whyNot(message)
  return (
    <li
      className={why === null ? 'sandbox-got' : 'sandbox-got sandbox-lost'}
      data-message={message.message_uuid}
    >
      <div className="sandbox-bubble">
        {header && header.type === 'image' && (
          <div className="sandbox-image" title={header.url}>
            <Icon icon="media" iconSize={32} title={tr('studio.sandbox.phone.header')} />
            <span>{header.url}</span>
          </div>
        )}
        {header && header.type === 'text' && <div className="sandbox-header">{header.text}</div>}
        <div className="sandbox-text">
          <WhatsAppText text={body || message.text} />
        </div>
        {footer !== undefined && <div className="sandbox-footer">{footer}</div>}
        <div className="sandbox-time">
          {shortTime(message.received_at)} <Ticks tick={tickOf(message)} />
        </div>
      </div>
      {why === null &&
        buttons.map((button, index) => (
          <BubbleButton key={index} button={button} onTap={() => onTap(button)} />
        ))}
      {why !== null && <div className="sandbox-why">{tr('studio.sandbox.phone.neverArrived', { why })}</div>}
    </li>
  )
}
