/** The calls that came to the sandbox's webhook addresses, the newest first, and the one that is open. */
import { React, rootPath, shared } from '../../runtime'
import { getCalls, type HookCall } from '../api'
import { Line, ListAndOpen } from '../list-and-open'
import { wholeTime } from '../time'
import { usePolled } from '../use-polled'

const { tr } = shared.lang

const SHOWN = 200

/** The address that a step is given: any name will do. */
const addressOf = (name: string): string => `${window.location.origin}${rootPath}/sandbox/hooks/${name}`

const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

const OpenCall = ({ call }: { call: HookCall }): JSX.Element => (
  <article className="sandbox-mail">
    <h3>{call.name}</h3>
    <dl>
      <dt>{tr('studio.sandbox.calls.answered')}</dt>
      <dd>{call.answered}</dd>
    </dl>
    <div className="sandbox-small">{wholeTime(call.received_at)}</div>
    <pre className="sandbox-mail-text" tabIndex={0} aria-label={tr('studio.sandbox.calls.body')}>
      {readable(call.body)}
    </pre>
    <details>
      <summary>{tr('studio.sandbox.calls.headers')}</summary>
      <pre className="sandbox-mail-text" tabIndex={0}>
        {Object.entries(call.headers)
          .map(([name, value]) => `${name}: ${String(value)}`)
          .join('\n')}
      </pre>
    </details>
  </article>
)

export const Hooks = (): JSX.Element => {
  const [open, setOpen] = React.useState<string | null>(null)
  const calls = usePolled(() => getCalls(SHOWN), 'calls')
  const list = calls.value ? calls.value.calls : []
  const shown = list.find(({ id }) => id === open)

  return (
    <ListAndOpen
      polled={calls}
      isEmpty={list.length === 0}
      kind="hooks"
      onForgotten={() => setOpen(null)}
      head={<code className="sandbox-hook-address">{addressOf(tr('studio.sandbox.calls.name'))}</code>}
      lines={list.map(call => (
        <Line
          key={call.id}
          title={call.name}
          at={call.received_at}
          mark={{ 'data-call': call.id }}
          open={open === call.id}
          onOpen={() => setOpen(call.id)}
        >
          <span className="sandbox-line-text">{call.body}</span>
          {call.answered >= 300 && (
            <span className="sandbox-why">
              {tr('studio.sandbox.calls.answered')}: {call.answered}
            </span>
          )}
        </Line>
      ))}
      open={shown && <OpenCall key={shown.id} call={shown} />}
      nothing={{ icon: 'data-connection', texts: 'studio.sandbox.calls' }}
    />
  )
}
