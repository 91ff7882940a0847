/** The calls that came to the sandbox's webhook addresses, the newest first, and the one that is open. */
import { Blueprint, React, rootPath, shared, studio } from '../../runtime'
import { forget, getCalls, type HookCall } from '../api'
import { shortTime, wholeTime } from '../time'
import { Nothing, TroubleNotice } from '../trouble'
import { usePolled } from '../use-polled'

const { Button } = Blueprint
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

  const empty = async (): Promise<void> => {
    await forget('hooks')
    setOpen(null)
    calls.refresh()
  }

  return (
    <div className="sandbox-split">
      <div className="sandbox-list">
        <div className="sandbox-list-head">
          <code className="sandbox-hook-address">{addressOf(tr('studio.sandbox.calls.name'))}</code>
          {studio.role === 'admin' && (
            <Button
              minimal
              icon="trash"
              title={tr('studio.sandbox.forget')}
              aria-label={tr('studio.sandbox.forget')}
              disabled={list.length === 0}
              onClick={() => void empty()}
            />
          )}
        </div>
        <TroubleNotice trouble={calls.trouble} />
        <ul className="sandbox-lines">
          {list.map(call => (
            <li key={call.id}>
              <button
                type="button"
                className="sandbox-line"
                aria-pressed={open === call.id}
                data-call={call.id}
                onClick={() => setOpen(call.id)}
              >
                <span className="sandbox-line-head">
                  <strong>{call.name}</strong>
                  <span className="sandbox-small">{shortTime(call.received_at)}</span>
                </span>
                <span className="sandbox-line-text">{call.body}</span>
                {call.answered >= 300 && (
                  <span className="sandbox-why">
                    {tr('studio.sandbox.calls.answered')}: {call.answered}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="sandbox-open">
        {shown ? (
          <OpenCall key={shown.id} call={shown} />
        ) : calls.value === null ? (
          <p role="status">{tr('studio.sandbox.loading')}</p>
        ) : (
          <Nothing
            icon="data-connection"
            title={tr(`studio.sandbox.calls.${list.length === 0 ? 'none' : 'choose'}`)}
            text={tr(`studio.sandbox.calls.${list.length === 0 ? 'noneText' : 'chooseText'}`)}
          />
        )}
      </div>
    </div>
  )
}
