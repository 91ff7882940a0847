/** The mails that arrived, the newest first, and the one that is open. */
import type { ChangeEvent } from 'react'
import { Blueprint, React, shared, studio } from '../../runtime'
import { forget, getMails, type MailInList } from '../api'
import { shortTime } from '../time'
import { Nothing, TroubleNotice } from '../trouble'
import { usePolled } from '../use-polled'
import { OpenMail } from './open-mail'

const { Button, InputGroup } = Blueprint
const { tr } = shared.lang

const SHOWN = 200

const Line = ({
  mail,
  open,
  onOpen
}: {
  mail: MailInList
  open: boolean
  onOpen: () => void
}): JSX.Element => (
  <li>
    <button type="button" className="sandbox-line" aria-pressed={open} data-mail={mail.id} onClick={onOpen}>
      <span className="sandbox-line-head">
        <strong>{mail.subject || tr('studio.sandbox.mails.noSubject')}</strong>
        <span className="sandbox-small">{shortTime(mail.received_at)}</span>
      </span>
      <span className="sandbox-line-text">{mail.to.join(', ')}</span>
      {mail.answer !== 'accepted' && (
        <span className="sandbox-why">{tr(`studio.sandbox.mails.answer_${mail.answer}`)}</span>
      )}
    </button>
  </li>
)

export const Mailbox = (): JSX.Element => {
  const [search, setSearch] = React.useState('')
  const [open, setOpen] = React.useState<string | null>(null)
  const mails = usePolled(() => getMails(SHOWN, search.trim()), `mail ${search.trim()}`)
  const list = mails.value ? mails.value.mails : []

  const empty = async (): Promise<void> => {
    await forget('mail')
    setOpen(null)
    mails.refresh()
  }

  return (
    <div className="sandbox-split">
      <div className="sandbox-list">
        <div className="sandbox-list-head">
          <InputGroup
            fill
            type="search"
            leftIcon="search"
            aria-label={tr('studio.sandbox.mails.search')}
            placeholder={tr('studio.sandbox.mails.search')}
            value={search}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setSearch(event.currentTarget.value)}
          />
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
        <TroubleNotice trouble={mails.trouble} />
        <ul className="sandbox-lines">
          {list.map(mail => (
            <Line key={mail.id} mail={mail} open={open === mail.id} onOpen={() => setOpen(mail.id)} />
          ))}
        </ul>
      </div>
      <div className="sandbox-open">
        {open !== null ? (
          <OpenMail key={open} id={open} />
        ) : mails.value === null ? (
          <p role="status">{tr('studio.sandbox.loading')}</p>
        ) : (
          <Nothing
            icon="envelope"
            title={tr(`studio.sandbox.mails.${list.length === 0 ? 'none' : 'choose'}`)}
            text={tr(`studio.sandbox.mails.${list.length === 0 ? 'noneText' : 'chooseText'}`)}
          />
        )}
      </div>
    </div>
  )
}
