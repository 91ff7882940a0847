/** All the phones that something was sent to, the newest first, and the one that is held in the hand. */
import { Blueprint, React, shared } from '../../runtime'
import { getMessages } from '../api'
import { Line, ListAndOpen, SearchField } from '../list-and-open'
import { usePolled } from '../use-polled'
import { Ticks } from './bubble'
import { Conversation } from './conversation'
import { phonesOf, tickOf } from './state'

const { Button } = Blueprint
const { tr } = shared.lang

const FIRST = 100
const MOST = 1000

export const Phones = (): JSX.Element => {
  const [limit, setLimit] = React.useState(FIRST)
  const [search, setSearch] = React.useState('')
  const [open, setOpen] = React.useState<string | null>(null)
  const digits = search.replace(/\D/g, '')
  const messages = usePolled(() => getMessages(limit), `phones ${limit}`)
  const phones = messages.value ? phonesOf(messages.value.messages) : []
  const shown = phones.filter(({ number }) => number.includes(digits))

  return (
    <ListAndOpen
      polled={messages}
      isEmpty={phones.length === 0}
      kind="vonage/messages"
      onForgotten={() => setOpen(null)}
      head={<SearchField label={tr('studio.sandbox.phone.search')} value={search} onChange={setSearch} />}
      lines={
        <>
          {shown.map(({ number, last, count }) => (
            <Line
              key={number}
              title={`+${number}`}
              at={last.received_at}
              mark={{ 'data-number': number }}
              open={open === number}
              onOpen={() => setOpen(number)}
            >
              <span className="sandbox-line-text">
                <Ticks tick={tickOf(last)} /> {last.text.split('\n')[0]}
              </span>
              <span className="sandbox-unseen">{tr('studio.sandbox.phone.count', { count })}</span>
            </Line>
          ))}
          {/* A number whose message is no longer among the newest. */}
          {shown.length === 0 && /^\d{7,15}$/.test(digits) && (
            <li>
              <Button fill text={`+${digits}`} onClick={() => setOpen(digits)} />
            </li>
          )}
        </>
      }
      below={
        messages.value &&
        messages.value.next_cursor !== null &&
        limit < MOST && (
          <Button fill minimal text={tr('studio.sandbox.more')} onClick={() => setLimit(MOST)} />
        )
      }
      open={open === null ? null : <Conversation key={open} number={open} />}
      nothing={{ icon: 'mobile-phone', texts: 'studio.sandbox.phone' }}
    />
  )
}
