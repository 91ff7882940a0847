/** What a step says to somebody, as they would see it, and what is wrong with it. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { isMail, type Content, type MailContent, type Trouble } from '../../../api/simulate'
import { t, type TextKey } from '../../../text'
import { Bubble, NoBubble } from '../../campaigns/form/preview/bubble'
import { reasonText } from '../../channels/reason'
import { MailFrame } from '../step-panel/email/mail-frame'
import { bubbleOf } from './bubble-of'

const TROUBLES: Partial<Record<string, TextKey>> = {
  no_address: 'simulate.trouble.no_address',
  template_error: 'simulate.trouble.template_error',
  missing_variable: 'simulate.trouble.missing_variable'
}

/** What is no trouble of the message itself is one of the channel. */
const troubleText = ({ code, message }: Trouble): string => {
  const known = TROUBLES[code]
  return known === undefined ? reasonText({ code, detail: message }).text : t(known)
}

export const Troubles: FC<{ problems: readonly Trouble[] }> = ({ problems }) => (
  <>
    {problems.map(problem => (
      <Callout
        key={`${problem.path} ${problem.code}`}
        className="oc-notice"
        intent={Intent.WARNING}
        data-trouble={problem.code}
      >
        {troubleText(problem)}
      </Callout>
    ))}
  </>
)

const Mail: FC<{ content: MailContent }> = ({ content }) => (
  <>
    <dl className="oc-mail-head">
      <dt>{t('mailPreview.to')}</dt>
      <dd>{content.to ?? '–'}</dd>
      <dt>{t('sequences.email.subject')}</dt>
      <dd>{content.subject}</dd>
    </dl>
    {content.html === null ? (
      <pre className="oc-mail-text">{content.text}</pre>
    ) : (
      <MailFrame html={content.html} title={t('mailPreview.frame', { subject: content.subject })} />
    )}
  </>
)

const Whole: FC<{ content: Content }> = ({ content }) => {
  if (isMail(content)) return <Mail content={content} />
  if (content.type === 'whatsapp' && 'message' in content) {
    return content.message === null ? (
      <NoBubble text={t('form.preview.unknown')} />
    ) : (
      <Bubble message={bubbleOf(content.message)} />
    )
  }
  if (content.type === 'webhook' && 'url' in content) {
    const data = Object.entries(content.data)
    return (
      <dl className="oc-mail-head">
        <dt>{t('simulate.webhook')}</dt>
        <dd>{content.url}</dd>
        {data.map(([name, value]) => (
          <React.Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
    )
  }
  return null
}

/** One line of it, that can be read without opening it. */
const lineOf = (content: Content): string | null => {
  if ('subject' in content) return content.subject
  if ('title' in content) return content.title
  if ('template_id' in content) return content.message === null ? content.template_id : content.message.body
  return null
}

const isWhole = (content: Content): boolean => 'text' in content || 'message' in content || 'url' in content

export const Said: FC<{ content: Content }> = ({ content }) => {
  const [open, setOpen] = useState(false)
  const line = lineOf(content)
  const note = 'note' in content ? content.note : null
  return (
    <>
      {line !== null && <div className="oc-one-line">{line}</div>}
      {note !== null && <div className="oc-small oc-muted">{note}</div>}
      {isWhole(content) && (
        <div className="oc-said">
          <Button
            minimal
            small
            icon={open ? 'chevron-down' : 'chevron-right'}
            text={t('simulate.show')}
            aria-expanded={open}
            data-action="show"
            onClick={() => setOpen(!open)}
          />
          {open && <Whole content={content} />}
        </div>
      )}
    </>
  )
}
