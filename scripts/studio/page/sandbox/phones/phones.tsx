/** All the phones that something was sent to, the newest first, and the one that is held in the hand. */
import type { ChangeEvent } from 'react'
import { Blueprint, React, shared, studio } from '../../runtime'
import { forget, getMessages } from '../api'
import { shortTime } from '../time'
import { Nothing, TroubleNotice } from '../trouble'
import { usePolled } from '../use-polled'
import { Ticks } from './bubble'
import { Conversation } from './conversation'
import { phonesOf, tickOf, type Phone } from './state'

const { Button, InputGroup } = Blueprint
const { tr } = shared.lang

const FIRST = 100
const MOST = 1000

const Line = ({ phone, open, onOpen }: { phone: Phone; open: boolean; onOpen: () => void }): JSX.Element => (
  <li>
    <button
      type="button"
      className="sandbox-line"
      aria-pressed={open}
      data-number={phone.number}
      onClick={onOpen}
    >
      <span className="sandbox-line-head">
        <strong>+{phone.number}</strong>
        <span className="sandbox-small">{shortTime(phone.last.received_at)}</span>
      </span>
      <span className="sandbox-line-text">
        <Ticks tick={tickOf(phone.last)} /> {phone.last.text.split('\n')[0]}
      </span>
      <span className="sandbox-unseen">{tr('studio.sandbox.phone.count', { count: phone.count })}</span>
    </button>
  </li>
)

export const Phones = (): JSX.Element => {
  const [limit, setLimit] = React.useState(FIRST)
  const [search, setSearch] = React.useState('')
  const [open, setOpen] = React.useState<string | null>(null)
  const digits = search.replace(/\D/g, '')
  const messages = usePolled(() => getMessages(limit), `phones ${limit}`)
  const phones = messages.value ? phonesOf(messages.value.messages) : []
  const shown = phones.filter(({ number }) => number.includes(digits))

  const empty = async (): Promise<void> => {
    await forget('vonage/messages')
    setOpen(null)
    messages.refresh()
  }

  return (
    <div className="sandbox-split">
      <div className="sandbox-list">
        <div className="sandbox-list-head">
          <InputGroup
            fill
            type="search"
            leftIcon="search"
            aria-label={tr('studio.sandbox.phone.search')}
            placeholder={tr('studio.sandbox.phone.search')}
            value={search}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setSearch(event.currentTarget.value)}
          />
          {studio.role === 'admin' && (
            <Button
              minimal
              icon="trash"
              title={tr('studio.sandbox.forget')}
              aria-label={tr('studio.sandbox.forget')}
              disabled={phones.length === 0}
              onClick={() => void empty()}
            />
          )}
        </div>
        <TroubleNotice trouble={messages.trouble} />
        <ul className="sandbox-lines">
          {shown.map(phone => (
            <Line
              key={phone.number}
              phone={phone}
              open={open === phone.number}
              onOpen={() => setOpen(phone.number)}
            />
          ))}
          {/* A number whose message is no longer among the newest. */}
          {shown.length === 0 && /^\d{7,15}$/.test(digits) && (
            <li>
              <Button fill text={`+${digits}`} onClick={() => setOpen(digits)} />
            </li>
          )}
        </ul>
        {messages.value && messages.value.next_cursor !== null && limit < MOST && (
          <Button fill minimal text={tr('studio.sandbox.more')} onClick={() => setLimit(MOST)} />
        )}
      </div>
      <div className="sandbox-open">
        {open !== null ? (
          <Conversation key={open} number={open} />
        ) : messages.value === null ? (
          <p role="status">{tr('studio.sandbox.loading')}</p>
        ) : (
          <Nothing
            icon="mobile-phone"
            title={tr(`studio.sandbox.phone.${phones.length === 0 ? 'none' : 'choose'}`)}
            text={tr(`studio.sandbox.phone.${phones.length === 0 ? 'noneText' : 'chooseText'}`)}
          />
        )}
      </div>
    </div>
  )
}
