/** The mails that arrived, the newest first, and the one that is open. */
import { React, shared } from '../../runtime'
import { getMails } from '../api'
import { Line, ListAndOpen, SearchField } from '../list-and-open'
import { usePolled } from '../use-polled'
import { OpenMail } from './open-mail'

const { tr } = shared.lang

const SHOWN = 200

export const Mailbox = (): JSX.Element => {
  const [search, setSearch] = React.useState('')
  const [open, setOpen] = React.useState<string | null>(null)
  const mails = usePolled(() => getMails(SHOWN, search.trim()), `mail ${search.trim()}`)
  const list = mails.value ? mails.value.mails : []

  return (
    <ListAndOpen
      polled={mails}
      isEmpty={list.length === 0}
      kind="mail"
      onForgotten={() => setOpen(null)}
      head={<SearchField label={tr('studio.sandbox.mails.search')} value={search} onChange={setSearch} />}
      lines={list.map(mail => (
        <Line
          key={mail.id}
          title={mail.subject || tr('studio.sandbox.mails.noSubject')}
          at={mail.received_at}
          mark={{ 'data-mail': mail.id }}
          open={open === mail.id}
          onOpen={() => setOpen(mail.id)}
        >
          <span className="sandbox-line-text">{mail.to.join(', ')}</span>
          {mail.answer !== 'accepted' && (
            <span className="sandbox-why">{tr(`studio.sandbox.mails.answer_${mail.answer}`)}</span>
          )}
        </Line>
      ))}
      open={open === null ? null : <OpenMail key={open} id={open} />}
      nothing={{ icon: 'envelope', texts: 'studio.sandbox.mails' }}
    />
  )
}
