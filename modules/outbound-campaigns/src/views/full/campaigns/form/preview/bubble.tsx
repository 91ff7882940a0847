/** The message as WhatsApp shows it: one bubble on a phone's wallpaper, its buttons below. */
import { Icon, type IconName } from '@blueprintjs/core'
import React, { useEffect, useState, type FC } from 'react'
import { t } from '../../../../text'
import type { MessageView, Piece } from './message'

const TAGS = { bold: 'strong', italic: 'em', strike: 's', plain: 'span' } as const

const Pieces: FC<{ pieces: Piece[] }> = ({ pieces }) => (
  <>
    {pieces.map(({ text, filled, style }, index) => {
      const Tag = TAGS[style]
      return (
        <Tag key={index} className={filled ? 'oc-filled' : undefined}>
          {text}
        </Tag>
      )
    })}
  </>
)

const MEDIA_ICONS: Partial<Record<string, IconName>> = {
  image: 'media',
  video: 'video',
  document: 'document',
  location: 'map-marker'
}

const TYPING_MS = 600

/** An address that is still being typed is nobody's picture, so none is asked for. */
const useSettled = (link: string): string => {
  const [settled, setSettled] = useState(link)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(link), TYPING_MS)
    return () => clearTimeout(timer)
  }, [link])
  return settled
}

/** A picture that can't be fetched shows its sign instead of a torn page. */
const Media: FC<{ media: string; link: string }> = ({ media, link: typed }) => {
  const link = useSettled(typed)
  const [broken, setBroken] = useState('')
  return media === 'image' && /^https?:\/\/[^{}]+$/.test(link) && broken !== link ? (
    <img className="oc-bubble-media" src={link} alt="" onError={() => setBroken(link)} />
  ) : (
    <div className="oc-bubble-media">
      <Icon icon={MEDIA_ICONS[media] ?? 'media'} iconSize={36} />
    </div>
  )
}

const BUTTON_ICONS: Record<MessageView['buttons'][number]['kind'], IconName> = {
  link: 'share',
  call: 'phone',
  copy: 'duplicate',
  reply: 'key-enter',
  leave: 'ban-circle'
}

export const Bubble: FC<{ message: MessageView }> = ({ message: { header, body, footer, buttons } }) => (
  <div className="oc-phone">
    <div className="oc-bubble">
      {header && header.kind === 'media' && <Media media={header.media} link={header.link} />}
      {header && header.kind === 'text' && (
        <div className="oc-bubble-title">
          <Pieces pieces={header.pieces} />
        </div>
      )}
      <div className="oc-bubble-body">
        <Pieces pieces={body} />
      </div>
      {footer !== null && <div className="oc-bubble-footer">{footer}</div>}
    </div>
    {buttons.map(({ kind, text }, index) => (
      <div key={index} className="oc-bubble-button" data-kind={kind}>
        <Icon icon={BUTTON_ICONS[kind]} iconSize={12} />
        <span>{text || t('form.preview.button')}</span>
        {kind === 'leave' && <span className="oc-bubble-leave">{t('form.preview.leave')}</span>}
      </div>
    ))}
  </div>
)

export const NoBubble: FC<{ text: string }> = ({ text }) => (
  <div className="oc-phone oc-phone-empty">
    <Icon icon="mobile-phone" iconSize={28} />
    <p>{text}</p>
  </div>
)
