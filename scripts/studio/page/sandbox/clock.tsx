/** The calendar that the module goes by, and moving it ahead so that nobody waits three days for a third day. */
import { Blueprint, React, shared, studio } from '../runtime'
import { getClock, moveClock, type ClockState, type Trouble } from './api'
import { shortLength, wholeTime } from './time'
import { TroubleNotice } from './trouble'
import { usePolled } from './use-polled'

const { Button, ButtonGroup, Icon } = Blueprint
const { tr } = shared.lang

const STEPS = [
  { advance: '1h', text: 'hour' },
  { advance: '1d', text: 'day' },
  { advance: '3d', text: 'threeDays' },
  { advance: '7d', text: 'week' }
] as const

/** Between two answers it goes on by itself. */
const useTicking = (state: ClockState | null): number | null => {
  const [now, setNow] = React.useState(() => Date.now())
  React.useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000)
    return () => window.clearInterval(timer)
  }, [])
  return state && now + state.offset_ms
}

export const Clock = (): JSX.Element => {
  const clock = usePolled(getClock, 'clock')
  const [busy, setBusy] = React.useState(false)
  const [trouble, setTrouble] = React.useState<Trouble | null>(null)
  const now = useTicking(clock.value)
  const offset = clock.value ? clock.value.offset_ms : 0

  const move = async (order: { advance: string } | { reset: true }): Promise<void> => {
    setBusy(true)
    const answer = await moveClock(order)
    setBusy(false)
    setTrouble(answer.kind === 'trouble' ? answer.trouble : null)
    clock.refresh()
  }

  return (
    <section className="sandbox-clock" aria-labelledby="sandbox-clock">
      <h2 id="sandbox-clock">
        <Icon icon="time" /> {tr('studio.sandbox.clock.title')}
      </h2>
      <div>
        <div className="sandbox-now" data-now={clock.value && clock.value.now}>
          {now === null ? tr('studio.sandbox.loading') : wholeTime(now)}
        </div>
        <div className="sandbox-small" role="status" data-offset={offset}>
          {offset > 0
            ? tr('studio.sandbox.clock.ahead', { length: shortLength(offset) })
            : tr('studio.sandbox.clock.onTime')}
        </div>
      </div>
      {studio.role === 'admin' && (
        <div className="sandbox-clock-buttons">
          <span id="sandbox-advance">{tr('studio.sandbox.clock.advance')}</span>
          <ButtonGroup aria-labelledby="sandbox-advance">
            {STEPS.map(({ advance, text }) => (
              <Button
                key={advance}
                disabled={busy}
                data-advance={advance}
                text={tr(`studio.sandbox.clock.${text}`)}
                onClick={() => void move({ advance })}
              />
            ))}
          </ButtonGroup>
          {offset !== 0 && (
            <Button
              minimal
              icon="undo"
              disabled={busy}
              text={tr('studio.sandbox.clock.reset')}
              onClick={() => void move({ reset: true })}
            />
          )}
        </div>
      )}
      <p className="sandbox-small">{tr('studio.sandbox.clock.why')}</p>
      <TroubleNotice trouble={trouble ?? clock.trouble} />
    </section>
  )
}
