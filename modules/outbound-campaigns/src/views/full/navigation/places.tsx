/**
 * The panel's places as links. Where they don't all have room they lose their signs, and those for which there still is
 * none are behind a button: however many there are and however long their names, the bar is one line.
 */
import { Icon, type IconName } from '@blueprintjs/core'
import React, { useEffect, useLayoutEffect, useRef, useState, type FC, type KeyboardEvent } from 'react'
import { t } from '../../text'
import { fitting } from './fitting'
import type { Route } from './routes'
import { hrefOf } from './use-route'

export interface Place {
  name: string
  label: string
  icon: IconName
  to: Route
}

/** As the style sheet has it between two places. */
const GAP_PX = 4
/** A sign and the space behind it. */
const SIGN_PX = 24

interface Fitted {
  shown: number[]
  signs: 'shown' | 'left_out'
}

const widthOf = (element: Element | null): number => (element ? element.getBoundingClientRect().width : 0)

/** Measured once for each set of names: the widths stay what they are, the room changes with the window. */
const useFitting = (places: readonly Place[], current: number) => {
  const bar = useRef<HTMLElement>(null)
  const ruler = useRef<HTMLDivElement>(null)
  const [fitted, setFitted] = useState<Fitted>({ shown: places.map((_, place) => place), signs: 'shown' })
  const names = places.map(({ label }) => label).join('\n')

  useLayoutEffect(() => {
    const measure = (): void => {
      const drawn = ruler.current ? Array.from(ruler.current.children) : []
      const widths = drawn.map(widthOf)
      const moreWidth = widths.pop() ?? 0
      const asWide = { widths, gap: GAP_PX, room: widthOf(bar.current), moreWidth, current }
      const all = fitting(asWide)
      const next: Fitted =
        all.length === widths.length
          ? { shown: all, signs: 'shown' }
          : { shown: fitting({ ...asWide, widths: widths.map(width => width - SIGN_PX) }), signs: 'left_out' }
      setFitted(before => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    if (bar.current) observer.observe(bar.current)
    if (ruler.current) observer.observe(ruler.current)
    return () => observer.disconnect()
  }, [names, current])

  return { bar, ruler, ...fitted }
}

const Inside: FC<Pick<Place, 'icon' | 'label'>> = ({ icon, label }) => (
  <>
    <Icon icon={icon} />
    {label}
  </>
)

const More: FC<{ places: readonly Place[] }> = ({ places }) => {
  const [open, setOpen] = useState(false)
  const whole = useRef<HTMLLIElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    const close = (event: Event): void => {
      if (whole.current && event.target instanceof Node && !whole.current.contains(event.target))
        setOpen(false)
    }
    document.addEventListener('mousedown', close)
    document.addEventListener('focusin', close)
    return () => {
      document.removeEventListener('mousedown', close)
      document.removeEventListener('focusin', close)
    }
  }, [open])

  const escape = ({ key }: KeyboardEvent): void => {
    if (key !== 'Escape' || !open) return
    setOpen(false)
    if (button.current) button.current.focus()
  }

  return (
    <li ref={whole} className="oc-places-more" onKeyDown={escape}>
      <button ref={button} type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('navigation.more')}
        <Icon icon={open ? 'chevron-up' : 'chevron-down'} />
      </button>
      {open && (
        <ul className="oc-places-menu">
          {places.map(({ name, icon, label, to }) => (
            <li key={name}>
              <a href={hrefOf(to)} onClick={() => setOpen(false)}>
                <Inside icon={icon} label={label} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

export const Places: FC<{ places: readonly Place[]; current: string }> = ({ places, current }) => {
  const { bar, ruler, shown, signs } = useFitting(
    places,
    places.findIndex(({ name }) => name === current)
  )
  const hidden = places.filter((_, place) => !shown.includes(place))
  return (
    <nav ref={bar} className="oc-places" aria-label={t('fullName')}>
      {/* Every place and the button as wide as they are, out of sight. */}
      <div ref={ruler} className="oc-places-ruler" aria-hidden="true">
        {places.map(({ name, icon, label }) => (
          <span key={name}>
            <Inside icon={icon} label={label} />
          </span>
        ))}
        <span>
          {t('navigation.more')}
          <Icon icon="chevron-down" />
        </span>
      </div>
      <ul>
        {places
          .filter((_, place) => shown.includes(place))
          .map(({ name, icon, label, to }) => (
            <li key={name}>
              <a href={hrefOf(to)} aria-current={name === current ? 'page' : undefined}>
                {signs === 'shown' ? <Inside icon={icon} label={label} /> : label}
              </a>
            </li>
          ))}
        {hidden.length > 0 && <More places={hidden} />}
      </ul>
    </nav>
  )
}
