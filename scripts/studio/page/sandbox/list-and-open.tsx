/** What all the sandbox's places are: a list, the newest first, and beside it the one that is open. */
import type { ChangeEvent, ReactNode } from 'react'
import { Blueprint, React, shared, studio } from '../runtime'
import { forget } from './api'
import { shortTime } from './time'
import { Nothing, TroubleNotice, type NothingIcon } from './trouble'
import type { Polled } from './use-polled'

const { Button, InputGroup } = Blueprint
const { tr } = shared.lang

interface ListAndOpenProps {
  /** What the list is made of, as far as it is known. */
  polled: Polled<unknown>
  isEmpty: boolean
  /** What the sandbox calls it when all of it is to be forgotten. */
  kind: Parameters<typeof forget>[0]
  onForgotten: () => void
  /** Stands above the list. */
  head: ReactNode
  lines: ReactNode
  below?: ReactNode
  open: ReactNode
  /** Beside a list of which nothing is open: `texts` are the keys' common beginning. */
  nothing: { icon: NothingIcon; texts: string }
}

export const ListAndOpen = (props: ListAndOpenProps): JSX.Element => {
  const { polled, isEmpty, kind, onForgotten, head, lines, below, open, nothing } = props
  const empty = async (): Promise<void> => {
    await forget(kind)
    onForgotten()
    polled.refresh()
  }
  const why = isEmpty ? 'none' : 'choose'
  return (
    <div className="sandbox-split">
      <div className="sandbox-list">
        <div className="sandbox-list-head">
          {head}
          {studio.role === 'admin' && (
            <Button
              minimal
              icon="trash"
              title={tr('studio.sandbox.forget')}
              aria-label={tr('studio.sandbox.forget')}
              disabled={isEmpty}
              onClick={() => void empty()}
            />
          )}
        </div>
        <TroubleNotice trouble={polled.trouble} />
        <ul className="sandbox-lines">{lines}</ul>
        {below}
      </div>
      <div className="sandbox-open">
        {open ??
          (polled.value === null ? (
            <p role="status">{tr('studio.sandbox.loading')}</p>
          ) : (
            <Nothing
              icon={nothing.icon}
              title={tr(`${nothing.texts}.${why}`)}
              text={tr(`${nothing.texts}.${why}Text`)}
            />
          ))}
      </div>
    </div>
  )
}

interface LineProps {
  title: string
  /** When it came. */
  at: string
  open: boolean
  onOpen: () => void
  /** By which others recognise the line. */
  mark: Record<`data-${string}`, string>
  children: ReactNode
}

export const Line = ({ title, at, open, onOpen, mark, children }: LineProps): JSX.Element => (
  <li>
    <button type="button" className="sandbox-line" aria-pressed={open} onClick={onOpen} {...mark}>
      <span className="sandbox-line-head">
        <strong>{title}</strong>
        <span className="sandbox-small">{shortTime(at)}</span>
      </span>
      {children}
    </button>
  </li>
)

export const SearchField = ({
  label,
  value,
  onChange
}: {
  label: string
  value: string
  onChange: (value: string) => void
}): JSX.Element => (
  <InputGroup
    fill
    type="search"
    leftIcon="search"
    aria-label={label}
    placeholder={label}
    value={value}
    onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
  />
)
