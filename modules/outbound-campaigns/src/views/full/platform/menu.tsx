/**
 * A button that opens a list of things to do, as a menu is expected to behave: the arrow keys go through it, a letter
 * leads to what begins with it, Escape closes it and leaves the focus on the button. An entry may open a list of its own
 * in the place of the first.
 */
import { Icon, type IconName } from '@blueprintjs/core'
import React, { useEffect, useLayoutEffect, useRef, useState, type FC, type KeyboardEvent } from 'react'

export interface MenuEntry {
  name: string
  text: string
  icon?: IconName
  /** Why not now; the entry is there all the same, so that it is where one has seen it before. */
  disabled?: boolean
  danger?: boolean
  /** What it does, or what it opens. */
  does: (() => void) | MenuEntry[]
}

interface Props {
  label: string
  icon: IconName
  text?: string
  entries: MenuEntry[]
  className?: string
  /** For tests and styles. */
  name?: string
  align?: 'left' | 'right'
}

const focusable = (menu: HTMLElement | null): HTMLElement[] =>
  menu ? Array.from(menu.querySelectorAll<HTMLElement>('[role=menuitem]:not([aria-disabled=true])')) : []

const nextOf = (items: HTMLElement[], key: string): HTMLElement | undefined => {
  const at = items.findIndex(item => item === document.activeElement)
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length]
    case 'ArrowUp':
      return items[(at - 1 + items.length) % items.length]
    case 'Home':
      return items[0]
    case 'End':
      return items[items.length - 1]
    default: {
      if (key.length !== 1) return undefined
      const behindFirst = [...items.slice(at + 1), ...items.slice(0, at + 1)]
      return behindFirst.find(item => item.innerText.trim().toLowerCase().startsWith(key.toLowerCase()))
    }
  }
}

export const MenuButton: FC<Props> = ({ label, icon, text, entries, className, name, align = 'right' }) => {
  const [opened, setOpened] = useState<MenuEntry[] | null>(null)
  const whole = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLUListElement>(null)

  useLayoutEffect(() => {
    if (opened === null) return
    const [first] = focusable(menu.current)
    if (first) first.focus()
    // Where it would end below what can be seen, it is brought into sight.
    if (menu.current) menu.current.scrollIntoView({ block: 'nearest' })
  }, [opened])

  useEffect(() => {
    if (opened === null) return undefined
    const close = (event: Event): void => {
      if (whole.current && event.target instanceof Node && !whole.current.contains(event.target))
        setOpened(null)
    }
    document.addEventListener('mousedown', close)
    document.addEventListener('focusin', close)
    return () => {
      document.removeEventListener('mousedown', close)
      document.removeEventListener('focusin', close)
    }
  }, [opened])

  const backToButton = (): void => {
    setOpened(null)
    if (button.current) button.current.focus()
  }

  const choose = ({ does, disabled }: MenuEntry): void => {
    if (disabled) return
    if (typeof does !== 'function') {
      setOpened(does)
      return
    }
    // What it does may take the focus elsewhere: so first it goes back to where it came from.
    backToButton()
    does()
  }

  const onKey = (event: KeyboardEvent): void => {
    if (opened === null) {
      if (event.key !== 'ArrowDown' || event.target !== button.current) return
      event.preventDefault()
      setOpened(entries)
      return
    }
    if (event.key === 'Tab') {
      setOpened(null)
      return
    }
    event.stopPropagation()
    if (event.key === 'Escape') {
      backToButton()
      return
    }
    const next = nextOf(focusable(menu.current), event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <span ref={whole} className={`oc-menu ${className ?? ''}`} onKeyDown={onKey}>
      <button
        ref={button}
        type="button"
        className="oc-menu-button"
        aria-label={text === undefined ? label : undefined}
        title={text === undefined ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        data-menu={name}
        onClick={() => setOpened(opened === null ? entries : null)}
      >
        <Icon icon={icon} iconSize={14} />
        {text}
      </button>
      {opened !== null && (
        <ul ref={menu} className={`oc-menu-list oc-menu-${align}`} role="menu" aria-label={label}>
          {opened.map(entry => (
            <li key={entry.name} role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                className={entry.danger ? 'oc-menu-danger' : undefined}
                aria-disabled={entry.disabled ? true : undefined}
                aria-haspopup={typeof entry.does === 'function' ? undefined : 'menu'}
                data-entry={entry.name}
                onClick={() => choose(entry)}
              >
                {entry.icon && <Icon icon={entry.icon} iconSize={14} />}
                <span>{entry.text}</span>
                {typeof entry.does !== 'function' && <Icon icon="chevron-right" iconSize={12} />}
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  )
}
