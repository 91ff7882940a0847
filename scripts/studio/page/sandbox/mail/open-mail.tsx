/**
 * One mail as a mail program shows it, and answering it. Its HTML is somebody else's: it stands in a frame that may run no
 * script and knows nothing of this page; its links open in a window of their own.
 */
import type { ChangeEvent, FormEvent } from 'react'
import { Blueprint, React, shared, studio } from '../../runtime'
import { answerMail, getMail, type Trouble, type WholeMail } from '../api'
import { wholeTime } from '../time'
import { TroubleNotice } from '../trouble'
import { usePolled } from '../use-polled'

const { Button, Checkbox, Intent, TextArea } = Blueprint
const { tr } = shared.lang

const framed = (html: string): string => `<base target="_blank">${html}`

const Content = ({ mail }: { mail: WholeMail }): JSX.Element =>
  mail.html === null ? (
    <pre className="sandbox-mail-text">{mail.text ?? ''}</pre>
  ) : (
    <iframe
      className="sandbox-mail-html"
      title={tr('studio.sandbox.mails.body')}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={framed(mail.html)}
    />
  )

const Answer = ({ id }: { id: string }): JSX.Element => {
  const [text, setText] = React.useState('')
  const [automatic, setAutomatic] = React.useState(false)
  const [busy, setBusy] = React.useState(false)
  const [outcome, setOutcome] = React.useState<{ trouble: Trouble | null } | null>(null)

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || text.trim() === '') return
    setBusy(true)
    const answer = await answerMail(id, text.trim(), automatic)
    setBusy(false)
    setOutcome({ trouble: answer.kind === 'trouble' ? answer.trouble : null })
    if (answer.kind === 'value') setText('')
  }

  return (
    <form className="sandbox-mail-answer" onSubmit={event => void send(event)}>
      <TextArea
        fill
        aria-label={tr('studio.sandbox.mails.answer')}
        placeholder={tr('studio.sandbox.mails.answer')}
        value={text}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setText(event.currentTarget.value)}
      />
      <Checkbox
        checked={automatic}
        label={tr('studio.sandbox.mails.auto')}
        onChange={event => setAutomatic(event.currentTarget.checked)}
      />
      <Button
        type="submit"
        intent={Intent.PRIMARY}
        text={tr('studio.sandbox.mails.send')}
        loading={busy}
        disabled={text.trim() === ''}
      />
      <span role="status">
        {outcome && outcome.trouble === null ? ` ${tr('studio.sandbox.mails.answered')}` : ''}
      </span>
      {outcome && <TroubleNotice trouble={outcome.trouble} />}
    </form>
  )
}

export const OpenMail = ({ id }: { id: string }): JSX.Element => {
  const { value: mail, trouble } = usePolled(() => getMail(id), `mail ${id}`)
  if (mail === null) {
    return trouble ? <TroubleNotice trouble={trouble} /> : <p role="status">{tr('studio.sandbox.loading')}</p>
  }
  return (
    <article className="sandbox-mail">
      <h3>{mail.subject || tr('studio.sandbox.mails.noSubject')}</h3>
      <dl>
        <dt>{tr('studio.sandbox.mails.from')}</dt>
        <dd>{mail.from}</dd>
        <dt>{tr('studio.sandbox.mails.to')}</dt>
        <dd>{mail.to.join(', ')}</dd>
      </dl>
      <div className="sandbox-small">{wholeTime(mail.received_at)}</div>
      <Content mail={mail} />
      <details>
        <summary>{tr('studio.sandbox.mails.source')}</summary>
        <pre className="sandbox-mail-text" tabIndex={0}>
          {mail.raw}
        </pre>
      </details>
      {studio.role === 'admin' && <Answer id={id} />}
    </article>
  )
}
