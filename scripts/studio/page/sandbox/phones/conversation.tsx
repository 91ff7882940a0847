/** One phone: what came in, what the person said, and saying something more. */
import type { ChangeEvent, FormEvent } from 'react'
import { Blueprint, React, shared, studio } from '../../runtime'
import { getMessages, isRecord, say, type SandboxMessage, type Saying } from '../api'
import { shortTime } from '../time'
import { TroubleNotice, troubleText } from '../trouble'
import { usePolled } from '../use-polled'
import { Bubble, WhatsAppText } from './bubble'
import { keepSaid, recallSaid, type Said } from './said'

const { Button, InputGroup, Intent } = Blueprint
const { tr } = shared.lang

const SHOWN = 100

/** A button that was sent within a conversation is answered in another form than a template's. */
const isInteractive = ({ body }: SandboxMessage): boolean =>
  isRecord(body) && isRecord(body.custom) && body.custom.type === 'interactive'

const tapOn = (message: SandboxMessage, button: { text: string; payload?: string }): Saying => {
  const payload = button.payload || button.text
  return isInteractive(message)
    ? { reply: { id: payload, title: button.text } }
    : { button: { payload, text: button.text } }
}

const OwnBubble = ({ said }: { said: Said }): JSX.Element => (
  <li className="sandbox-said" data-said={said.text}>
    <div className="sandbox-bubble">
      <span className="sandbox-unseen">{tr('studio.sandbox.tick.said')}: </span>
      <div className="sandbox-text">
        <WhatsAppText text={said.text} />
      </div>
      <div className="sandbox-time">{shortTime(said.at)}</div>
    </div>
    {said.trouble !== null && (
      <div className="sandbox-why" role="alert">
        {tr('studio.sandbox.phone.notHeard', { why: said.trouble })}
      </div>
    )}
  </li>
)

type Line = { at: string; message: SandboxMessage } | { at: string; said: Said }

const linesOf = (messages: readonly SandboxMessage[], said: readonly Said[]): Line[] =>
  [
    ...messages.map(message => ({ at: message.received_at, message })),
    ...said.map(one => ({ at: one.at, said: one }))
  ].sort((one, other) => one.at.localeCompare(other.at))

const whyNotHeard = (answer: { kind: string; status?: number }): string | null =>
  answer.status !== undefined && answer.status < 300 ? null : `HTTP ${answer.status ?? '–'}`

export const Conversation = ({ number }: { number: string }): JSX.Element => {
  const messages = usePolled(() => getMessages(SHOWN, number), number)
  const [said, setSaid] = React.useState(recallSaid)
  const [typed, setTyped] = React.useState('')
  const [busy, setBusy] = React.useState(false)
  const end = React.useRef<HTMLLIElement>(null)
  const own = said.filter(({ from }) => from === number)
  const lines = linesOf(messages.value ? messages.value.messages : [], own)

  React.useEffect(() => {
    if (end.current) end.current.scrollIntoView({ block: 'nearest' })
  }, [lines.length])

  const speak = async (text: string, saying: Saying, answering?: string): Promise<void> => {
    if (busy) return
    setBusy(true)
    const at = new Date().toISOString()
    const answer = await say(number, saying, answering)
    setBusy(false)
    const heard: Said =
      answer.kind === 'value'
        ? { id: answer.value.message_uuid, from: number, text, at, trouble: whyNotHeard(answer.value.answer) }
        : { id: at, from: number, text, at, trouble: troubleText(answer.trouble) }
    setSaid(before => {
      const next = [...before, heard]
      keepSaid(next)
      return next
    })
    messages.refresh()
  }

  const send = (event: FormEvent): void => {
    event.preventDefault()
    const text = typed.trim()
    if (text === '') return
    setTyped('')
    void speak(text, { text })
  }

  return (
    <div className="sandbox-phone" data-phone={number}>
      <h3>+{number}</h3>
      <TroubleNotice trouble={messages.trouble} />
      {/* It scrolls, so the keyboard must reach it. */}
      <ol className="sandbox-messages" tabIndex={0} aria-label={`+${number}`}>
        {lines.map(line =>
          'message' in line ? (
            <Bubble
              key={line.message.message_uuid}
              message={line.message}
              onTap={button =>
                void speak(button.text, tapOn(line.message, button), line.message.message_uuid)
              }
            />
          ) : (
            <OwnBubble key={line.said.id} said={line.said} />
          )
        )}
        <li ref={end} className="sandbox-end" aria-hidden="true" />
      </ol>
      {studio.role === 'admin' && (
        <form className="sandbox-answer" onSubmit={send}>
          <InputGroup
            fill
            autoComplete="off"
            aria-label={tr('studio.sandbox.phone.answer')}
            placeholder={tr('studio.sandbox.phone.answer')}
            value={typed}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value)}
          />
          <Button
            type="submit"
            intent={Intent.PRIMARY}
            text={tr('studio.sandbox.phone.send')}
            loading={busy}
            disabled={typed.trim() === ''}
          />
        </form>
      )}
    </div>
  )
}
