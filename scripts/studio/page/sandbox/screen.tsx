/** The sandboxes' page: the clock, the phones, the mailbox and the calls of webhooks. */
import { Blueprint, React, shared } from '../runtime'
import { Clock } from './clock'
import { Hooks } from './hooks/hooks'
import { Mailbox } from './mail/mailbox'
import { Phones } from './phones/phones'
import './sandbox.css'

const { Icon } = Blueprint
const { tr } = shared.lang

type Part = 'phones' | 'mail' | 'hooks'

const PARTS = [
  { part: 'phones', icon: 'mobile-phone' },
  { part: 'mail', icon: 'envelope' },
  { part: 'hooks', icon: 'data-connection' }
] as const

const partOf = (hash: string): Part => {
  const found = PARTS.find(({ part }) => hash === `#${part}`)
  return found ? found.part : 'phones'
}

export const Sandbox = (): JSX.Element => {
  const [part, setPart] = React.useState<Part>(() => partOf(window.location.hash))
  React.useEffect(() => {
    const read = (): void => setPart(partOf(window.location.hash))
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return (
    <div className="sandbox">
      <div className="sandbox-top">
        <div>
          <h1>{tr('studio.sandbox.title')}</h1>
          <p>{tr('studio.sandbox.about')}</p>
          <nav aria-label={tr('studio.sandbox.title')}>
            {PARTS.map(({ part: one, icon }) => (
              <a key={one} href={`#${one}`} aria-current={part === one ? 'page' : undefined}>
                <Icon icon={icon} /> {tr(`studio.sandbox.${one}`)}
              </a>
            ))}
          </nav>
        </div>
        <Clock />
      </div>
      {part === 'phones' && <Phones />}
      {part === 'mail' && <Mailbox />}
      {part === 'hooks' && <Hooks />}
    </div>
  )
}
